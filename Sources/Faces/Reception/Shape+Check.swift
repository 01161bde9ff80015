import Discretion
import Speech
import Wire

extension Shape {
  /// What is wrong with a value, and where; nil when nothing is. `path`: where it stands, `cases[0].to`.
  func fault(_ value: JSON, _ book: ShapeBook, at path: String = "") -> Wording? {
    func expected(_ what: String) -> Wording {
      let place = path.isEmpty ? Wording("the body", "正文") : Wording(same: path)
      guard let text = value.string else { return Wording("\(place.en): expected \(what)", "\(place.zh)：应为 \(what)") }
      let shown = Quoted.typed(text)
      return Wording("\(place.en) is \(shown.en); expected \(what)", "\(place.zh) 的值是\(shown.zh)；应为 \(what)")
    }
    switch self {
    case .kind(_, true) where value == .null, .words(_, true) where value == .null, .shape(_, true) where value == .null: return nil
    case .kind(let name, _):
      if let words = book.words[name] { return value.string.map(words.contains) == true ? nil : expected(words.joined(separator: ", ")) }
      return Self.isRight(value, name) ? nil : expected(name)
    case .words(let words, _): return value.string.map(words.contains) == true ? nil : expected(words.joined(separator: ", "))
    case .shape(let name, _): return book.shape(name)?.fault(value, book, at: path)
    case .just(let wanted): return value == .bool(wanted) ? nil : expected("\(wanted)")
    case .list(let inner):
      guard let elements = value.array else { return expected("[…]") }
      for (index, element) in elements.enumerated() {
        if let fault = inner.fault(element, book, at: "\(path)[\(index)]") { return fault }
      }
      return nil
    case .map(_, let inner):
      guard case .object(let members) = value else { return expected("{…}") }
      for (key, value) in members { if let fault = inner.fault(value, book, at: Self.join(path, key)) { return fault } }
      return nil
    case .object(let known):
      guard case .object(let members) = value else { return expected("{…}") }
      for (key, value) in members {
        guard let member = known.first(where: { $0.key == key }) else {
          let names = known.map(\.key)
          let (place, shown) = (path.isEmpty ? Wording("the body", "正文") : Wording(same: path), Quoted.named(key))
          let hint = Suggestion.hint(for: key, among: names).map { Wording("; ", "；") + $0 } ?? .none
          return Wording(
            "\(place.en): there is no key \(shown.en)\(hint.en); there are \(names.joined(separator: ", "))",
            "\(place.zh)：没有键\(shown.zh)\(hint.zh)；可用：\(names.joined(separator: "、"))")
        }
        if let fault = member.value.fault(value, book, at: Self.join(path, key)) { return fault }
      }
      let missing = known.first { member in !member.isOptional && !members.contains { $0.0 == member.key } }
      return missing.map { Wording("\(Self.join(path, $0.key)) is missing", "缺少 \(Self.join(path, $0.key))") }
    }
  }

  private static func join(_ path: String, _ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// `12.500`.
  private static func isDecimal(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].utf8.count == 3
      && parts.allSatisfy { $0.utf8.allSatisfy { (48...57).contains($0) } }
  }

  /// `2026-11-18 09:15:00Z`.
  private static func isTime(_ text: String) -> Bool {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, RouteParameter.isDay(parts[0]), parts[1].hasSuffix("Z") else { return false }
    let clock = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
    return clock.count == 3 && clock.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }
  }

  private static func isRight(_ value: JSON, _ kind: String) -> Bool {
    switch kind {
    // Of another request, whose description has its shape.
    case "answer": true
    case "text": value.string != nil
    case "boolean": value.bool != nil
    case "integer", "minor units", "cost": value.integer != nil
    case "count", "permille", "seconds", "milliseconds": value.integer.map { $0 >= 0 } == true
    case "id": value.integer.map { $0 >= 1 } == true
    case "number": value.integer != nil
    case "day": value.string.map(RouteParameter.isDay) == true
    case "month": value.string.map { RouteParameter.isDay($0 + "-01") } == true
    case "time": value.string.map(isTime) == true
    case "hex": value.string.map { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) } } == true
    case "share": value.string.map { isDecimal($0) && ($0.hasPrefix("0.") || $0 == "1.000") } == true
    case "decimal": value.string.map(isDecimal) == true
    default: false
    }
  }
}
