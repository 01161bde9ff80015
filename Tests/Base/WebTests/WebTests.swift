import Testing

@testable import Web

/// Requests and answers as values: what a browser, a program or an attacker may send.
@Suite struct WebTests {
  @Test func aTargetIsTakenApartAndDecoded() throws {
    let request = try WebRequest(.get, "/v1/cases/%E6%8B%9B%E8%A1%8C/A%2F1?class=abnormal&flag=a+b&x=%2B")
    #expect(request.segments == ["v1", "cases", "招行", "A/1"])
    #expect(request.query["class"] == "abnormal" && request.query["flag"] == "a b" && request.query["x"] == "+")
  }

  @Test(arguments: ["", "v1", "/%", "/%4", "/%zz", "/%ff", "/a%00b", "/?a=%c3", "/?a=%00"])
  func whatIsNoTargetIsRefused(_ target: String) {
    #expect(throws: WebFault.malformed) { try WebRequest(.get, target) }
  }

  @Test func aFormHasNoMoreFieldsThanAnybodyFillsIn() {
    #expect(throws: WebFault.tooManyFields(limit: 1_000)) {
      try FormFields(encoded: (0...1_000).map { "a\($0)=1" }.joined(separator: "&"))
    }
  }

  @Test func fieldsComeBackAsTheyWere() throws {
    let fields = FormFields([("名", "李 四&=+%"), ("a", ""), ("a", "2")])
    #expect(try FormFields(encoded: fields.encoded) == fields)
    #expect(fields.all("a") == ["", "2"] && fields.filled("a") == nil && fields.with("a", nil).names == ["名"])
  }

  @Test func aBodyIsReadNoFurtherThanItsLimit() async throws {
    let body = WebBody { each in for _ in 0..<4 { try await each([1, 2, 3]) } }
    #expect(try await body.bytes(limit: 12).count == 12)
    await #expect(throws: WebFault.tooLarge(limit: 11)) { try await body.bytes(limit: 11) }
  }

  @Test func twoCookiesOfOneNameThatDifferAreNone() {
    var headers = WebHeaders()
    headers.add("Cookie", "a=1; allot=x.y; b=2")
    #expect(WebCookie.value("allot", in: headers) == "x.y")
    headers.add("cookie", "allot=z")
    #expect(WebCookie.value("allot", in: headers) == nil)
    #expect(
      WebCookie("a", "b", maxAge: 5, isSecure: true).header == "a=b; Path=/; HttpOnly; SameSite=Lax; Max-Age=5; Secure")
  }

  @Test func aHeaderCannotBeginAnotherLine() {
    var headers = WebHeaders()
    headers.add("location", "/a\r\nset-cookie: x=1")
    #expect(headers["location"] == "/aset-cookie: x=1")
  }

  @Test(arguments: ["//evil.example", "https://evil.example", "/\\evil.example", ""])
  func nobodyIsSentToAnotherHouse(_ path: String) {
    #expect(WebResponse.seeOther(path).headers["location"] == "/")
  }

  @Test func languagesAreTakenInTheOrderWanted() throws {
    var request = try WebRequest(.get, "/")
    request.headers["accept-language"] = "fr, en;q=0.5, zh-CN;q=0.8, de;q=0"
    #expect(request.languages == ["fr", "zh", "en"])
  }

  @Test func aTemplateMatchesWholeSegmentsOnly() {
    let template: PathTemplate = "/v1/cases/{client}/{case_no}"
    #expect(template.match(["v1", "cases", "a", "b"]) == ["client": "a", "case_no": "b"])
    #expect(template.match(["v1", "cases", "a", ""]) == nil && template.match(["v1", "cases", "a"]) == nil)
    #expect(PathTemplate("/v1/runs/latest").isMoreExact(than: "/v1/runs/{run}"))
    #expect(template.places == ["client", "case_no"])
  }
}
