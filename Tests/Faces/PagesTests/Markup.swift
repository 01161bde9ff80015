/// Reads HTML as strictly as this house writes it: every element is closed in its order, every attribute is quoted or a flag.
struct Markup {
  struct Tag: Equatable {
    var name: String
    var attributes: [String: String]
  }
  /// In the order of their beginnings.
  private(set) var tags: [Tag] = []
  /// What is not as it must be; empty is well-formed.
  private(set) var faults: [String] = []
  /// Between tags, as a browser shows it, `&lt;` still as it stands.
  private(set) var text = ""

  private static let void: Set = ["br", "hr", "img", "input", "link", "meta"]

  init(_ html: String) {
    var open: [String] = []
    var rest = html[...]
    if rest.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst(15) } else { faults.append("no doctype") }
    while let start = rest.firstIndex(of: "<") {
      text += rest[..<start]
      if rest[..<start].contains(">") { faults.append("a bare > in text") }
      rest = rest[rest.index(after: start)...]
      var quote: Character?
      guard
        let end = rest.firstIndex(where: { sign in
          if let now = quote {
            if sign == now { quote = nil }
            return false
          }
          if sign == "\"" { quote = sign }
          return sign == ">"
        })
      else {
        faults.append("a tag without end: \(rest.prefix(40))")
        return
      }
      let body = String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      if body.hasPrefix("/") {
        let name = String(body.dropFirst())
        if open.last == name { open.removeLast() } else { faults.append("</\(name)> closes \(open.last ?? "nothing")") }
        continue
      }
      let tag = Self.tag(body)
      if !tag.name.allSatisfy({ $0.isLetter || $0.isNumber }) { faults.append("<\(tag.name)> is no element") }
      tags.append(tag)
      if !Self.void.contains(tag.name) { open.append(tag.name) }
    }
    if !open.isEmpty { faults.append("not closed: \(open)") }
  }

  private static func tag(_ body: String) -> Tag {
    let name = body.prefix { $0 != " " }
    var attributes: [String: String] = [:]
    var rest = body.dropFirst(name.count)
    while let start = rest.firstIndex(where: { $0 != " " }) {
      rest = rest[start...]
      let key = rest.prefix { $0 != "=" && $0 != " " }
      rest = rest.dropFirst(key.count)
      guard rest.first == "=" else {
        attributes[String(key)] = ""
        continue
      }
      rest = rest.dropFirst(2)
      let value = rest.prefix { $0 != "\"" }
      attributes[String(key)] = String(value).replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<")
        .replacing("&gt;", with: ">").replacing("&#96;", with: "`").replacing("&amp;", with: "&")
      rest = rest.dropFirst(value.count + 1)
    }
    return Tag(name: String(name), attributes: attributes)
  }

  /// Elements of a name.
  func all(_ name: String) -> [Tag] { tags.filter { $0.name == name } }
  /// Addresses within the house to which the page leads.
  var links: [String] { all("a").compactMap { $0.attributes["href"] }.filter { $0.hasPrefix("/") } }
  /// Fields of the form that is sent to an address: name and value.
  func form(_ action: String) -> [(String, String)] {
    guard let start = tags.firstIndex(where: { $0.name == "form" && $0.attributes["action"] == action }) else { return [] }
    let end = tags[(start + 1)...].firstIndex { $0.name == "form" } ?? tags.endIndex
    return tags[start..<end].filter { $0.name == "input" && $0.attributes["type"] == "hidden" }.compactMap { tag in
      tag.attributes["name"].map { ($0, tag.attributes["value"] ?? "") }
    }
  }
}
