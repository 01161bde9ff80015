package import Portfolio
import Tables

/// Why a number reaches nobody.
package enum UnusableNumber: String, Error, CaseIterable {
  /// Signs are hidden: what is left stands for many people.
  case masked
  /// Filled in where there was none: all zeros, 13800138000 and the like.
  case placeholder
  /// A remark beside it says that it is somebody else's.
  case someoneElses = "someone_elses"
  /// An attempt that names more than one.
  case several
}

/// What a cell with contact points says.
package struct ContactPoints: Equatable {
  /// Each in the one form that is hashed, in the order of the cell, no two equal.
  package var points: [String] = []
  /// What was left out.
  package var unusable: [UnusableNumber] = []
  /// Nothing read.
  package init() {}
}

/// Reads contact points: telephone numbers in the writings of files and switches, and whatever else people are reached by.
package struct ContactPointReader: Sendable {
  private let home: Country
  private let plan: NumberingPlan
  private let isOthers: @Sendable (String) -> Bool

  /// `home`: where numbers without a calling code are from. `isOthers`: whether a remark beside a number says that it is somebody else's.
  package init(_ home: Country, isOthers: @escaping @Sendable (_ remark: String) -> Bool) {
    self.home = home
    self.isOthers = isOthers
    plan = .of(home)
  }

  /// The points of a cell; several stand behind `;` `|` `、` `,`, or behind a blank or a slash where each piece is a whole number.
  package func read(_ cell: String) -> ContactPoints {
    var result = ContactPoints()
    for piece in pieces(Folding.word(cell)) {
      if Identifier.isMasked(piece) || Self.isMaskedByLetters(piece) {
        result.unusable.append(.masked)
        continue
      }
      switch point(piece) {
      case .success(let point): if !result.points.contains(point) { result.points.append(point) }
      case .failure(let why): result.unusable.append(why)
      }
    }
    return result
  }

  private func pieces(_ text: String) -> [String] {
    let parts = text.unicodeScalars.split { ";|、,\n".unicodeScalars.contains($0) }.map { Folding.word(String($0)) }.filter { !$0.isEmpty }
    return parts.flatMap { part -> [String] in
      for sign in [" ", "/"] as [Character] {
        let smaller = part.split(separator: sign).map(String.init)
        if smaller.count > 1, smaller.allSatisfy(isWhole) { return smaller }
      }
      return [part]
    }
  }

  private func point(_ text: String) -> Result<String, UnusableNumber> {
    var (body, remark) = Self.withoutRemarks(text)
    if let remark, isOthers(remark) { return .failure(.someoneElses) }
    if body.contains("@") { return .success("point:" + text) }
    var inside: String?
    if let (front, number) = extensionOf(body) { (body, inside) = (front, number) }
    let signs = body.unicodeScalars.filter { !" -()./".unicodeScalars.contains($0) }
    let hasPlus = signs.first == "+"
    let digits = String(String.UnicodeScalarView(hasPlus ? Array(signs.dropFirst()) : Array(signs)))
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return .success("point:" + text) }
    if isPlaceholder(digits) { return .failure(.placeholder) }
    let number = whole(hasPlus ? "+" + digits : digits) ?? (hasPlus ? afterPlus(digits) : digits)
    return .success("point:" + number + (inside.map { ";" + $0 } ?? ""))
  }

  /// A number with a plus that is none of its country: a service number of home without the code, else with the plus, so that it is nobody's here.
  private func afterPlus(_ digits: String) -> String {
    digits.hasPrefix(plan.code) && digits.utf8.count > plan.code.utf8.count ? String(digits.dropFirst(plan.code.count)) : "+" + digits
  }

  /// A number in the form that is kept; nil when it is no whole number of a country that is known.
  private func whole(_ written: String) -> String? {
    var digits = Substring(written)
    var isInternational = false
    if digits.hasPrefix("+") {
      (digits, isInternational) = (digits.dropFirst(), true)
      if digits.hasPrefix("00") { digits = digits.dropFirst(2) }
    } else if digits.hasPrefix(plan.international), digits.utf8.count > plan.international.utf8.count + 6 {
      (digits, isInternational) = (digits.dropFirst(plan.international.count), true)
    }
    guard isInternational else { return plan.national(digits).map { plan.kept($0, at: home) } }
    if let other = NumberingPlan.reached(by: digits) {
      if let number = other.behindCode(digits) { return other.kept(number, at: home) }
      return nil
    }
    return (7...15).contains(digits.utf8.count) ? "+" + digits : nil
  }

  private func isWhole(_ written: String) -> Bool { whole(Self.digits(written)) != nil }

  private static func digits(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": result.unicodeScalars.append(scalar)
      case "+" where result.isEmpty: result = "+"
      case " ", "-", "(", ")", ".", "/": continue
      default: return ""
      }
    }
    return result
  }

  /// All one digit, the digits in their order, or the number of a service that forms are filled with; with or without a calling code before it.
  private func isPlaceholder(_ digits: String) -> Bool {
    let bare = digits.hasPrefix(plan.code) ? digits.dropFirst(plan.code.count) : digits[...]
    return [digits[...], bare].contains { text in
      guard text.utf8.count >= 2, let head = text.utf8.first else { return text == "0" }
      if text.utf8.allSatisfy({ $0 == head }) { return true }
      return text.utf8.count >= 7 && ("01234567890123456789".contains(text) || "98765432109876543210".contains(text))
        || text == "13800138000"
    }
  }

  private static func isMaskedByLetters(_ text: String) -> Bool { text.contains("xxx") }

  /// Without what stands in brackets and in Chinese beside the digits, and without a word and a colon before them.
  private static func withoutRemarks(_ text: String) -> (body: String, remark: String?) {
    guard text.utf8.contains(where: { (48...57).contains($0) }) else { return (text, nil) }
    var (body, remark, pending) = (String.UnicodeScalarView(), String.UnicodeScalarView(), String.UnicodeScalarView())
    var depth = 0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "(", "[", "【", "<":
        depth += 1
        pending = .init()
      case ")", "]", "】", ">":
        if depth > 0, pending.allSatisfy({ ("0"..."9").contains($0) || $0 == " " || $0 == "+" }) {
          body += pending
        } else {
          remark += pending
        }
        (depth, pending) = (max(0, depth - 1), .init())
      default:
        if depth > 0 {
          pending.append(scalar)
        } else if (0x4E00...0x9FFF).contains(scalar.value), !extensionWords.unicodeScalars.contains(scalar) {
          remark.append(scalar)
        } else if scalar != ":" {
          body.append(scalar)
        } else {
          // “tel: 021…”: what stands before a colon is no number.
          if !body.contains(where: { ("0"..."9").contains($0) }) { body = .init() }
        }
      }
    }
    let found = Folding.word(String(remark))
    return (Folding.word(String(body)), found.isEmpty ? nil : found)
  }

  private static let extensionWords = "转轉分机機"

  /// The number before an extension, and the extension: 转801, 分机801, ext. 801, x801, #801, or a last group behind a whole number (021-12345678-801).
  private func extensionOf(_ text: String) -> (String, String)? {
    let tail = String(text.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
    guard (1...6).contains(tail.utf8.count), tail.count < text.count else { return nil }
    var front = text.dropLast(tail.count)
    while let last = front.last, last == " " || last == "." { front.removeLast() }
    for word in ["转", "轉", "分机", "分機", "extension", "ext", "x", "#"] where front.hasSuffix(word) {
      let number = Folding.word(String(front.dropLast(word.count)))
      return number.isEmpty ? nil : (number, tail)
    }
    if front.hasSuffix("-"), isWhole(String(front.dropLast())) { return (String(front.dropLast()), tail) }
    return nil
  }
}
