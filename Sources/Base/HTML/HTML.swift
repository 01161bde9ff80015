/// Finished markup. Text gets in only escaped, unless the source code says `raw`.
///
/// ```swift
/// let cell: HTML = "<td title=\"\(title)\">\(name)\(badge)</td>"   // title, name: escaped; badge: HTML, nested
/// ```
/// Literals are the programmer's own markup and stay as they are. Escaping makes values safe between tags and in quoted
/// attributes; it does not make them safe inside `<script>` or `<style>`, in event attributes or as a link: use
/// ``Attribute/href(_:)`` for links, and keep data out of the others.
package struct HTML: Sendable, Hashable, CustomStringConvertible {
  /// The markup.
  package private(set) var string: String

  /// Nothing.
  package static let empty = HTML(raw: "")

  /// Trusted markup, taken as it is. Never for data.
  package init(raw: String) { string = raw }

  /// Text, escaped.
  package init(text: some StringProtocol) {
    string = ""
    Escape.append(text, to: &string)
  }

  /// Pieces of markup one after the other.
  package init(_ pieces: some Sequence<HTML>) {
    string = ""
    for piece in pieces { string += piece.string }
  }

  /// The markup as UTF-8, for a response body or a file.
  package var bytes: [UInt8] { Array(string.utf8) }
  /// The markup.
  package var description: String { string }
  /// Whether there is no markup at all.
  package var isEmpty: Bool { string.isEmpty }

  /// Adds markup at the end.
  package static func += (left: inout HTML, right: HTML) { left.string += right.string }

  /// One after the other.
  package static func + (left: HTML, right: HTML) -> HTML {
    var sum = left
    sum += right
    return sum
  }
}

extension HTML: ExpressibleByStringInterpolation {
  /// A literal is the programmer's own markup.
  package init(stringLiteral value: String) { string = value }

  /// An interpolated literal: its fixed parts are markup, its values are escaped.
  package init(stringInterpolation: StringInterpolation) { string = stringInterpolation.markup }

  /// Collects the parts of an interpolated literal.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    /// Starts with room for the literal parts.
    package init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    /// Markup written in the source.
    package mutating func appendLiteral(_ literal: String) { markup += literal }

    /// Text, escaped.
    package mutating func appendInterpolation(_ text: some StringProtocol) { Escape.append(text, to: &markup) }

    /// Text, escaped; nothing for nil.
    package mutating func appendInterpolation(_ text: (some StringProtocol)?) {
      if let text { Escape.append(text, to: &markup) }
    }

    /// A whole number.
    package mutating func appendInterpolation(_ number: some BinaryInteger) { markup += String(number) }

    /// Markup, nested.
    package mutating func appendInterpolation(_ html: HTML) { markup += html.string }

    /// Markup, nested; nothing for nil.
    package mutating func appendInterpolation(_ html: HTML?) {
      if let html { markup += html.string }
    }

    /// Pieces of markup, nested one after the other.
    package mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { markup += piece.string }
    }

    /// Trusted markup, taken as it is. Never for data.
    package mutating func appendInterpolation(raw: String) { markup += raw }
  }
}
