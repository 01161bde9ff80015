/// An element with content: `HTML.td([.class("n")], "\(count)")` or `HTML.ul { for x in list { HTML.li("\(x)") } }`.
package struct Element: Sendable {
  private let name: String

  /// An element by its tag name.
  package init(_ name: StaticString) { self.name = name.description }

  /// The element around the contents.
  package func callAsFunction(_ contents: HTML...) -> HTML { markup([], HTML(contents)) }

  /// The element with attributes around the contents; attributes that are nil are left out.
  package func callAsFunction(_ attributes: [Attribute?], _ contents: HTML...) -> HTML {
    markup(attributes, HTML(contents))
  }

  /// The element with attributes around what the block lists.
  package func callAsFunction(_ attributes: [Attribute?] = [], @HTMLBuilder _ contents: () -> HTML) -> HTML {
    markup(attributes, contents())
  }

  private func markup(_ attributes: [Attribute?], _ contents: HTML) -> HTML {
    var text = openingTag(name, attributes)
    text.reserveCapacity(text.utf8.count + contents.string.utf8.count + name.utf8.count + 3)
    text += contents.string
    text += "</"
    text += name
    text += ">"
    return HTML(raw: text)
  }
}

/// An element that has no content and no end tag.
package struct VoidElement: Sendable {
  private let name: String

  /// A void element by its tag name.
  package init(_ name: StaticString) { self.name = name.description }

  /// The element with attributes; those that are nil are left out.
  package func callAsFunction(_ attributes: [Attribute?] = []) -> HTML {
    HTML(raw: openingTag(name, attributes))
  }
}

private func openingTag(_ name: String, _ attributes: [Attribute?]) -> String {
  var text = "<"
  text += name
  for attribute in attributes { attribute?.append(to: &text) }
  text += ">"
  return text
}

/// Lists pieces of markup in a block, with `if` and `for`.
@resultBuilder
package enum HTMLBuilder {
  /// A piece of markup.
  package static func buildExpression(_ piece: HTML) -> HTML { piece }
  /// Several pieces.
  package static func buildExpression(_ pieces: [HTML]) -> HTML { HTML(pieces) }
  /// The lines of a block.
  package static func buildBlock(_ pieces: HTML...) -> HTML { HTML(pieces) }
  /// `for`
  package static func buildArray(_ pieces: [HTML]) -> HTML { HTML(pieces) }
  /// `if`
  package static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .empty }
  /// `if`, the first branch.
  package static func buildEither(first piece: HTML) -> HTML { piece }
  /// `else`
  package static func buildEither(second piece: HTML) -> HTML { piece }
}
