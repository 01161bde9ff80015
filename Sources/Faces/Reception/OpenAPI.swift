import Desks
import Speech
import Web
package import Wire

/// The description of the API for programs (OpenAPI 3.1), made of the routes that the router uses.
package enum OpenAPI {
  /// The whole description. `version`: of the program.
  package static func document(_ routes: [Route], version: String, _ book: ShapeBook = .shared) -> JSON {
    let routes = routes.filter(\.isAPI)
    var paths: [(String, [Route])] = []
    for route in routes {
      if let place = paths.firstIndex(where: { $0.0 == route.path.description }) {
        paths[place].1.append(route)
      } else {
        paths.append((route.path.description, [route]))
      }
    }
    return .object([
      ("openapi", "3.1.0"),
      (
        "info",
        .object([
          ("title", "allot"), ("version", .string(version)),
          (
            "description",
            "Deals debt-collection cases. Shapes of answers are those of the command line's --json: docs/json.md; everything else: docs/api.md."
          ),
          ("license", ["name": "Apache-2.0", "identifier": "Apache-2.0"]),
        ])
      ), ("servers", [["url": "/"]]), ("security", [["token": []], ["sign_in": []]]),
      (
        "paths",
        .object(paths.map { path, routes in (path, .object(routes.map { ($0.method.rawValue.lowercased(), operation($0, book)) })) })
      ),
      ("components", components(book)),
    ])
  }

  private static func operation(_ route: Route, _ book: ShapeBook) -> JSON {
    var members: [(String, JSON)] = [
      ("operationId", .string(route.name)), ("summary", .string(route.about.en)), ("description", .string(route.about.zh)),
      ("tags", [.string(tag(route))]),
    ]
    switch route.need {
    case .nothing: members.append(("security", []))
    case .known: break
    case .right(let right): members.append(("x-right", .string(right.rawValue)))
    case .either(let one, let other): members.append(("x-right", .string("\(one.rawValue) or \(other.rawValue)")))
    }
    if !route.parameters.isEmpty { members.append(("parameters", .array(route.parameters.map(parameter)))) }
    if let body = body(route.content, book) { members.append(("requestBody", body)) }
    members.append(("responses", .object(route.replies.map { ("\($0.status)", reply($0, book)) } + [("default", problem)])))
    return .object(members)
  }

  private static func tag(_ route: Route) -> String {
    guard route.path.parts.count > 1, case .fixed(let name) = route.path.parts[1] else { return "v1" }
    return name
  }

  private static let problem: JSON = [
    "description": "Why it was not done (RFC 9457).",
    "content": ["application/problem+json": ["schema": problemSchema]],
  ]
  private static let problemSchema: JSON = ["$ref": "#/components/schemas/problem"]

  private static func parameter(_ parameter: RouteParameter) -> JSON {
    .object([
      ("name", .string(parameter.shownName)), ("in", .string(parameter.place.rawValue)),
      ("required", .bool(parameter.isNeeded)), ("description", .string(parameter.about.en)), ("schema", schema(parameter)),
      ("example", example(parameter)),
    ])
  }

  private static func example(_ parameter: RouteParameter) -> JSON {
    switch parameter.kind {
    case .number: Int64(parameter.example).map { .integer($0) } ?? .string(parameter.example)
    case .truth: .bool(parameter.example == "true")
    default: .string(parameter.example)
    }
  }

  private static func schema(_ parameter: RouteParameter) -> JSON {
    switch parameter.kind {
    case .text(let most):
      .object([
        ("type", "string"), ("minLength", 1), ("maxLength", JSON(most)),
        ("pattern", "^[^\\u0000-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]*$"),
      ])
    case .key(let most): .object([("type", "string"), ("minLength", 1), ("maxLength", JSON(most)), ("pattern", "^[ -~]+$")])
    case .number(let range):
      .object([
        ("type", "integer"), ("format", "int64"), ("minimum", .integer(range.lowerBound)), ("maximum", .integer(range.upperBound)),
      ])
    case .day: ["type": "string", "format": "date"]
    case .truth: ["type": "boolean"]
    case .words(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
    }
  }

  private static func body(_ content: Route.Content, _ book: ShapeBook) -> JSON? {
    switch content {
    case .none: return nil
    case .json(let shape, let example, _):
      let sample = (try? JSON(reading: Array(example.utf8))) ?? .null
      return [
        "required": true, "content": ["application/json": ["schema": book.find(shape)?.schema(book) ?? .object([]), "example": sample]],
      ]
    case .form(let names, _):
      let fields = names.map { ($0, ["type": "string"] as JSON) }
      return [
        "required": true,
        "content": ["application/x-www-form-urlencoded": ["schema": ["type": "object", "properties": .object(fields)]]],
      ]
    case .stream(let types, let example, _):
      let one: JSON = ["schema": ["type": "string"], "example": .string(example)]
      return ["required": true, "content": .object(types.map { ($0, one) })]
    }
  }

  private static func reply(_ reply: Route.Reply, _ book: ShapeBook) -> JSON {
    var members: [(String, JSON)] = [("description", .string(reply.about.en))]
    if !reply.types.isEmpty {
      let schema: JSON =
        reply.shape.flatMap { book.find($0) }?.schema(book) ?? ["type": reply.types == ["application/json"] ? "object" : "string"]
      members.append(
        (
          "content",
          .object(
            reply.types.map { ($0, .object([("schema", $0 == "application/problem+json" ? problemSchema : schema)])) })
        ))
    }
    return .object(members)
  }

  private static func components(_ book: ShapeBook) -> JSON {
    let shapes = book.shapeNames.compactMap { name in book.shape(name).map { (Shape.componentName(name), $0.schema(book)) } }
    let words = book.words.sorted { $0.key < $1.key }.map { name, words -> (String, JSON) in
      (Shape.wordsName(name), ["type": "string", "enum": .array(words.map { .string($0) })])
    }
    let problem: JSON = [
      "type": "object", "required": ["type", "title", "status", "detail", "kind"],
      "properties": [
        "type": ["type": "string", "format": "uri"], "title": ["type": "string"], "status": ["type": "integer"],
        "detail": ["type": "string"],
        "kind": ["type": "string"], "remedy": ["type": ["string", "null"]], "exit_status": ["type": ["integer", "null"]],
      ],
    ]
    return .object([
      ("schemas", .object([("problem", problem)] + shapes + words)),
      (
        "securitySchemes",
        .object([
          ("token", ["type": "http", "scheme": "bearer"]),
          ("sign_in", ["type": "apiKey", "in": "cookie", "name": .string(Reception.cookie)]),
        ])
      ),
    ])
  }
}
