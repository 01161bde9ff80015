/// An attribute of an element. Names come from the source code only, values are escaped.
package struct Attribute: Sendable {
  private let name: String
  private let value: String?

  /// Any attribute, `name="value"`. Not for links (``href(_:)``), and never for event handlers.
  package init(_ name: StaticString, _ value: String) {
    self.name = name.description
    self.value = value
  }

  private init(flag: StaticString) {
    name = flag.description
    value = nil
  }

  /// A flag without a value such as `disabled`, if it is on.
  package static func flag(_ name: StaticString, if isOn: Bool = true) -> Attribute? {
    isOn ? Attribute(flag: name) : nil
  }

  /// `class`
  package static func `class`(_ names: String) -> Attribute? { Attribute("class", names) }
  /// `id`
  package static func id(_ id: String) -> Attribute? { Attribute("id", id) }
  /// `name`
  package static func name(_ name: String) -> Attribute? { Attribute("name", name) }
  /// `value`
  package static func value(_ value: String) -> Attribute? { Attribute("value", value) }
  /// `type`
  package static func type(_ type: String) -> Attribute? { Attribute("type", type) }
  /// `title`
  package static func title(_ title: String) -> Attribute? { Attribute("title", title) }
  /// `lang`
  package static func lang(_ language: String) -> Attribute? { Attribute("lang", language) }
  /// `for`, on a label.
  package static func `for`(_ id: String) -> Attribute? { Attribute("for", id) }
  /// `scope`, on a header cell.
  package static func scope(_ scope: Scope) -> Attribute? { Attribute("scope", scope.rawValue) }
  /// `colspan`, in columns.
  package static func colspan(_ columns: Int) -> Attribute? { Attribute("colspan", String(columns)) }
  /// `method`, on a form.
  package static func method(_ method: Method) -> Attribute? { Attribute("method", method.rawValue) }
  /// `href`; a link that could run code becomes `#`.
  package static func href(_ link: String) -> Attribute? { Attribute("href", Link.safe(link)) }
  /// `src`; a link that could run code becomes `#`.
  package static func src(_ link: String) -> Attribute? { Attribute("src", Link.safe(link)) }
  /// `action`, on a form; a link that could run code becomes `#`.
  package static func action(_ link: String) -> Attribute? { Attribute("action", Link.safe(link)) }
  /// Any other attribute.
  package static func other(_ name: StaticString, _ value: String) -> Attribute? { Attribute(name, value) }

  /// What a header cell heads.
  package enum Scope: String, Sendable {
    /// The column below.
    case column = "col"
    /// The row beside.
    case row
  }

  /// How a form is sent.
  package enum Method: String, Sendable {
    /// In the address.
    case get
    /// In the body.
    case post
  }

  func append(to markup: inout String) {
    markup += " "
    markup += name
    guard let value else { return }
    markup += "=\""
    Escape.append(value, to: &markup)
    markup += "\""
  }
}

/// Addresses in attributes.
enum Link {
  /// The link if it is relative, http, https, mailto or tel; otherwise `#`, for `javascript:` and `data:` run code.
  static func safe(_ link: String) -> String {
    // Browsers ignore blanks and control characters in a scheme; so must the comparison.
    let bare = link.unicodeScalars.filter { $0.value > 0x20 }
    guard let colon = bare.firstIndex(of: ":") else { return link }
    let before = bare[..<colon]
    if before.contains(where: { $0 == "/" || $0 == "?" || $0 == "#" }) { return link }
    let scheme = String(String.UnicodeScalarView(before)).lowercased()
    return ["http", "https", "mailto", "tel"].contains(scheme) ? link : "#"
  }
}
