import HTML
import Portfolio
import Speech
import Web

/// What pages are put together from.
extension Frame {
  /// A link within the house.
  func link(_ address: String, _ text: HTML) -> HTML { HTML.a([.href(address)], text) }
  /// To a case.
  func caseLink(_ client: String, _ caseNo: String) -> HTML { link(Address.of("cases", client, caseNo), HTML(text: caseNo)) }
  /// To a person; the pool for nil.
  func personLink(_ code: String?) -> HTML {
    code.map { link(Address.of("people", $0), HTML(text: $0)) } ?? HTML.span([.class("soft")], say("pool", "案件池"))
  }

  /// A part of a page under its heading.
  func part(_ title: Wording, _ id: String? = nil, @HTMLBuilder _ body: () -> HTML) -> HTML {
    HTML.section([id.flatMap { Attribute.id($0) }]) {
      HTML.h2(say(title))
      body()
    }
  }

  /// A number with its name.
  func tile(_ name: Wording, _ number: String, _ address: String? = nil, isUnusual: Bool = false) -> HTML {
    let figure = HTML.strong(HTML(text: number))
    return HTML.li(
      [isUnusual ? .class("unusual") : nil], HTML.span([.class("name")], say(name)), address.map { link($0, figure) } ?? figure)
  }

  /// A labelled field of one line; `list`: id of what may be completed. What is secret is typed anew where the form was refused.
  func field(
    _ name: String, _ label: Wording, _ value: String?, type: String = "text", list: String? = nil, isNeeded: Bool = false,
    isSecret: Bool = false, id: String? = nil
  ) -> HTML {
    let id = id ?? "f-\(name)"
    let value = isSecret ? value : typed?[name] ?? value
    return HTML.div(
      [.class("field")], HTML.label([.for(id)], say(label)),
      HTML.input([
        .id(id), .name(name), .type(type), .value(value ?? ""), list.flatMap { Attribute.other("list", $0) },
        .other("autocomplete", "off"),
        .flag("required", if: isNeeded),
      ]))
  }

  /// A labelled choice; the first option means nothing in particular where `none` says what.
  func choice(
    _ name: String, _ label: Wording, _ options: [(String, Wording)], _ chosen: String?, none: Wording? = nil, id: String? = nil
  ) -> HTML {
    let id = id ?? "f-\(name)"
    let chosen = typed?[name] ?? chosen
    return HTML.div(
      [.class("field")], HTML.label([.for(id)], say(label)),
      HTML.select([.id(id), .name(name)]) {
        if let none { HTML.option([.value("")], say(none)) }
        for option in options {
          HTML.option([.value(option.0), .flag("selected", if: option.0 == chosen)], say(option.1))
        }
      })
  }

  /// What may be completed.
  func suggestions(_ id: String, _ values: some Sequence<String>) -> HTML {
    Self.datalist([.id(id)]) { for value in values { HTML.option([.value(value)]) } }
  }
  private static let datalist = Element("datalist")

  /// The button of a form.
  func button(_ text: Wording, name: String? = nil, value: String? = nil, isGrave: Bool = false) -> HTML {
    HTML.button(
      [.type("submit"), isGrave ? .class("grave") : nil, name.flatMap { Attribute.name($0) }, value.flatMap { Attribute.value($0) }],
      say(text))
  }

  /// A table in a frame of its own, which moves sideways where it is too wide; columns with whether they hold numbers.
  func table(
    _ caption: Wording, _ columns: [(Wording, Bool)], _ rows: [[HTML]], none: Wording = Wording("nothing", "无")
  ) -> HTML {
    if rows.isEmpty { return HTML.p([.class("soft")], say(none)) }
    return HTML.div([.class("scroll"), .other("tabindex", "0"), .other("role", "region"), .other("aria-label", caption[language])]) {
      HTML.table {
        HTML.caption(say(caption))
        HTML.thead {
          HTML.tr {
            for column in columns {
              // A header cell that says nothing heads nothing.
              column.0.isEmpty ? HTML.td() : HTML.th([.scope(.column), column.1 ? .class("n") : nil], say(column.0))
            }
          }
        }
        HTML.tbody {
          for row in rows {
            HTML.tr {
              for (cell, column) in zip(row, columns) { HTML.td([column.1 ? .class("n") : nil], cell) }
            }
          }
        }
      }
    }
  }

  /// A day; nothing where it is not known.
  func day(_ day: Day) -> HTML { day.isKnown && day != .never ? HTML.span([.class("w")], HTML(text: day.description)) : .empty }

  /// A word in its colour.
  func badge(_ text: Wording, _ kind: String = "") -> HTML { HTML.span([.class("badge \(kind)")], say(text)) }
}

/// Addresses of pages.
enum Address {
  /// From names: each is one part, whatever is in it.
  static func of(_ parts: String...) -> String { "/" + parts.map { PercentText.encode($0) }.joined(separator: "/") }
  /// With what the page is asked for; parts that are nil are left out.
  static func of(_ path: String, query: [(String, String?)]) -> String {
    let fields = FormFields(query.compactMap { name, value in value.map { (name, $0) } })
    return fields.fields.isEmpty ? path : path + "?" + fields.encoded
  }
}
