import Discretion
import SignIns
import Speech
import Web
import Wire

// What was sent, checked as the route says.
extension Reception {
  /// Who asks. Throws 401 for a token or a sign-in that does not count, where the route needs somebody.
  func visitor(_ request: WebRequest, _ route: Route) async throws -> Visitor {
    let language = Visitor(admission: nil, language: preferred(request))
    if let header = request.headers["authorization"] {
      let parts = header.split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw Refusal.nobody }
      return Visitor(admission: try await doorkeeper.admit(token: parts[1]), language: language.language)
    }
    if let cookie = WebCookie.value(Self.cookie, in: request.headers) {
      do {
        return Visitor(admission: try await doorkeeper.admit(cookie: cookie), language: language.language)
      } catch let error as NotAdmitted {
        // Where nobody need be known an old cookie does no harm; a browser is shown the way in.
        if route.need == .nothing || (!route.isAPI && request.method.isSafe) { return language }
        throw error
      }
    }
    guard route.need == .nothing || (!route.isAPI && request.method.isSafe) else { throw Refusal.nobody }
    return language
  }

  /// The call, when everything about it is as its route says.
  func call(_ request: WebRequest, _ route: Route, _ places: [String: String], _ visitor: Visitor) async throws -> Call {
    let values = try values(request, route, places)
    var (form, json, files) = (FormFields(), JSON.null, [MultipartForm.File]())
    switch route.content {
    case .none, .stream: break
    case .form(let names, let limit):
      if request.contentType == "multipart/form-data" {
        request.takesLong()
        let whole = try MultipartForm(try await request.body.bytes(limit: limit), contentType: request.headers["content-type"] ?? "")
        (form, files) = (whole.fields, whole.files)
      } else {
        guard request.contentType == "application/x-www-form-urlencoded" else {
          throw Refusal.mediaType(["application/x-www-form-urlencoded"])
        }
        try requireUTF8(request)
        form = try await request.form(limit: limit)
      }
      if let other = form.names.first(where: { $0 != "csrf" && !names.contains($0) }) { throw unknown(other, among: names) }
    case .json(let wanted, _, let limit):
      guard request.contentType == "application/json" || request.contentType.hasSuffix("+json") else {
        throw Refusal.mediaType(["application/json"])
      }
      try requireUTF8(request)
      let bytes = try await request.body.bytes(limit: limit)
      do {
        json = try JSON(reading: bytes)
      } catch let fault {
        throw Refusal.malformed(
          Wording(
            "the body is no JSON: at byte \(fault.position), \(fault.expected.en) was expected",
            "正文不是 JSON：第 \(fault.position) 字节处应为\(fault.expected.zh)"))
      }
      if let shape = ShapeBook.shared.find(wanted), let fault = shape.fault(json, .shared) {
        throw Refusal.malformed(fault, remedy: Wording("see the example in /v1/openapi.json", "请参见 /v1/openapi.json 中的示例"))
      }
    }
    if case .stream(let types, _, _) = route.content, !types.contains(request.contentType) { throw Refusal.mediaType(types) }
    if !request.method.isSafe { try requireMeant(request, visitor, form) }
    return Call(
      request: request, route: route, visitor: visitor, logger: log, desk: self, values: values, form: form, json: json, files: files)
  }

  private func requireUTF8(_ request: WebRequest) throws(Refusal) {
    guard let charset = request.charset, charset != "utf-8", charset != "utf8" else { return }
    throw .encoding(charset, of: request.contentType, known: ["utf-8"])
  }

  /// What a browser sends by itself does nothing: a form, or a program in a page, brings the proof that this house gave.
  private func requireMeant(_ request: WebRequest, _ visitor: Visitor, _ form: FormFields) throws(Refusal) {
    if case .token = visitor.admission?.way { return }
    try hosts.requireOurs(request)
    guard case .signIn(_, let proof) = visitor.admission?.way else { return }
    let given = form["csrf"] ?? request.headers["x-csrf-token"] ?? ""
    guard Doorkeeper.isSame(given, proof) else { throw .forged }
  }

  private func values(_ request: WebRequest, _ route: Route, _ places: [String: String]) throws(Refusal) -> [String: String] {
    var values: [String: String] = [:]
    let known = route.parameters.filter { $0.place == .query }.map(\.name)
    for name in request.query.names {
      guard known.contains(name) else { throw unknown(name, among: known) }
      guard request.query.all(name).count == 1 else {
        throw .malformed(Wording("\(name) stands there more than once", "\(name) 出现多次"), remedy: Wording("write it once", "只写一次"))
      }
    }
    for parameter in route.parameters {
      let value =
        switch parameter.place {
        case .path: places[parameter.name]
        case .query: request.query[parameter.name]
        case .header: request.headers[parameter.name]
        }
      if route.isAPI, value?.isEmpty == true { throw parameter.isEmpty }
      guard let value, !(value.isEmpty && parameter.place == .query) else {
        if parameter.isNeeded { throw .missing(parameter.name) }
        continue
      }
      if let refusal = parameter.refusal(value) { throw refusal }
      values[parameter.name] = value
    }
    return values
  }

  private func unknown(_ name: String, among known: [String]) -> Refusal {
    let (shown, hint) = (Quoted.named(name), Suggestion.hint(for: name, among: known))
    return .malformed(
      Wording(
        "there is no parameter \(shown.en) here\(hint.map { "; \($0.en)" } ?? "")", "此处没有参数\(shown.zh)\(hint.map { "；\($0.zh)" } ?? "")"),
      remedy: known.isEmpty
        ? Wording("send none", "不要附带参数")
        : Wording("there are: \(known.joined(separator: ", "))", "可用：\(known.joined(separator: "、"))"))
  }
}
