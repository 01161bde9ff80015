package import Desks
package import Speech
package import Web

/// One thing that can be asked for: where, by whom, with what, and what is answered. Router, OpenAPI and pages are made of the same values.
package struct Route: Sendable {
  /// Who may ask. Rights are checked by the desks; what stands here is said in the description, and a test compares both.
  package enum Need: Sendable, Hashable {
    /// Everybody: also who is not known.
    case nothing
    /// Whoever is known.
    case known
    /// Whose roles give the right.
    case right(Right)
    /// Whose roles give one of the two: the desk says what else it asks for.
    case either(Right, Right)
  }
  /// What may be sent along.
  package enum Content: Sendable {
    case none
    /// Of a shape, in the words of `docs/json.md`; at most so many bytes.
    case json(String, example: String, limit: Int = 1 << 20)
    /// As browsers send forms; fields beside `csrf`.
    case form([String], limit: Int = 1 << 20)
    /// Bytes of some kinds, read while they come.
    case stream([String], example: String, limit: Int)
  }
  /// What is answered.
  package struct Reply: Sendable {
    package var status: Int
    package var about: Wording
    /// Kinds it may be of; empty where there is no body.
    package var types: [String]
    /// The shape of `docs/json.md`: a heading, or a block as written there; nil where it is no JSON.
    package var shape: String?

    /// Of one number.
    package init(_ status: Int = 200, _ about: Wording, types: [String] = ["application/json"], shape: String? = nil) {
      (self.status, self.about, self.types, self.shape) = (status, about, types, shape)
    }
  }
  /// How much of the database's time it takes: whoever takes long has places of his own, so that he keeps nobody else waiting.
  package enum Weight: Sendable { case light, heavy }
  /// What is done with a request.
  package typealias Handler = @Sendable (Call) async throws -> WebResponse

  package var method: WebMethod
  package var path: PathTemplate
  /// The name by which programs call it: `listCases`.
  package var name: String
  package var about: Wording
  package var need: Need
  package var parameters: [RouteParameter]
  package var content: Content
  package var replies: [Reply]
  package var weight: Weight
  /// Whether it is part of `/v1` and of its description; a page is not.
  package var isAPI: Bool { path.parts.first == .fixed("v1") }
  package var handler: Handler

  /// A route of the API or a page.
  package init(
    _ method: WebMethod, _ path: PathTemplate, _ name: String, _ about: Wording, need: Need, parameters: [RouteParameter] = [],
    content: Content = .none, replies: [Reply] = [], weight: Weight = .light, _ handler: @escaping Handler
  ) {
    (self.method, self.path, self.name, self.about, self.need) = (method, path, name, about, need)
    (self.parameters, self.content, self.replies, self.weight, self.handler) = (parameters, content, replies, weight, handler)
  }
}
