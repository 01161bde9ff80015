package import Speech

/// Full-width signs as Chinese input methods and word processors give them: they look like YAML's own and are none.
package enum WideForms {
  /// What is full-width in a text and how to write it, or nil: `a full-width colon (：); write “: ”, …`.
  package static func hint(for text: String) -> Wording? {
    let found = names(in: text)
    guard !found.isEmpty else { return nil }
    return found.joined(by: Self.and) + Wording("; write \(quoted(narrow(text)))", "，请写成\(quoted(narrow(text)))")
  }

  /// What is full-width where the structure of a file stands, and what to write in its place; nil when nothing is.
  static func advice(for text: String) -> Wording? {
    let shown = names(in: text).filter { $0 != other }
    guard !shown.isEmpty else { return nil }
    let (signs, remedies) = (shown.joined(by: Self.and), remedies(text).joined())
    return Wording("\(signs.en) stands here; \(remedies.en)", "此处有\(signs.zh)；\(remedies.zh)")
  }

  /// The same text in ASCII, without quotation marks and blanks at its ends.
  package static func narrow(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      // `02：30` and `1，000` are one thing each; between words a blank follows.
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let isTight = next == " " || ("0"..."9").contains(next) || (0xFF10...0xFF19).contains(next.value) || next.value == 0x3000
      switch scalar.value {
      case 0x201C, 0x201D, 0x2018, 0x2019, 0x300C, 0x300D, 0xFF02, 0xFF07: continue
      case 0x3000, 0x00A0: view.append(" ")
      case 0x3001: view.append(",")
      case 0xFF1A: view.append(contentsOf: (isTight ? ":" : ": ").unicodeScalars)
      case 0xFF0C: view.append(contentsOf: (isTight ? "," : ", ").unicodeScalars)
      case 0xFF01...0xFF5E: view.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: view.append(scalar)
      }
    }
    while view.first == " " { view.removeFirst() }
    while view.last == " " { view.removeLast() }
    return String(view)
  }

  private static let other = Wording("full-width characters", "全角字符")
  private static let and = Wording(" and ", "和")

  /// Each kind once, in order of appearance.
  private static func names(in text: String) -> [Wording] {
    var found: [Wording] = []
    for scalar in text.unicodeScalars {
      guard let name = name(of: scalar), !found.contains(name) else { continue }
      found.append(name)
    }
    return found
  }

  private static func name(of scalar: Unicode.Scalar) -> Wording? {
    switch scalar.value {
    case 0xFF1A: Wording("a full-width colon (：)", "全角冒号（：）")
    case 0xFF0C: Wording("a full-width comma (，)", "全角逗号（，）")
    case 0x3001: Wording("a Chinese enumeration comma (、)", "顿号（、）")
    case 0x201C, 0x201D, 0x2018, 0x2019, 0x300C, 0x300D, 0xFF02, 0xFF07:
      Wording("a full-width or typographic quotation mark (“ ” ‘ ’)", "全角引号（“ ” ‘ ’）")
    case 0x3000: Wording("a full-width blank (U+3000)", "全角空格（U+3000）")
    case 0x00A0: Wording("a blank that does not break (U+00A0)", "不换行空格（U+00A0）")
    case 0xFF3B, 0xFF3D, 0x3010, 0x3011: Wording("a full-width bracket (［ ］)", "全角方括号（［ ］）")
    case 0xFF5B, 0xFF5D: Wording("a full-width brace (｛ ｝)", "全角花括号（｛ ｝）")
    case 0xFF03: Wording("a full-width number sign (＃)", "全角井号（＃）")
    case 0xFF01...0xFF5E: other
    default: nil
    }
  }

  private static func remedies(_ text: String) -> [Wording] {
    var remedies: [Wording] = []
    func add(_ remedy: Wording, _ scalars: Set<UInt32>) {
      if text.unicodeScalars.contains(where: { scalars.contains($0.value) }) { remedies.append(remedy) }
    }
    add(Wording("write “: ”, an ASCII colon and a blank", "请写半角冒号加空格“: ”"), [0xFF1A])
    add(Wording("write “, ”, an ASCII comma and a blank", "请写半角逗号加空格“, ”"), [0xFF0C, 0x3001])
    add(
      Wording("write ASCII quotes (\" \" or ' ') or none", "请用半角引号（\" \" 或 ' '）或不用引号"),
      [0x201C, 0x201D, 0x2018, 0x2019, 0x300C, 0x300D, 0xFF02, 0xFF07])
    add(Wording("write ASCII blanks", "请用半角空格"), [0x3000, 0x00A0])
    add(Wording("write [ and ]", "请写 [ 和 ]"), [0xFF3B, 0xFF3D, 0x3010, 0x3011])
    add(Wording("write { and }", "请写 { 和 }"), [0xFF5B, 0xFF5D])
    add(Wording("write #", "请写 #"), [0xFF03])
    return remedies
  }
}
