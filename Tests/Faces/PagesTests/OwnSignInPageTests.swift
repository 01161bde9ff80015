import DataTesting
import Digest
import Portfolio
import Schema
import Speech
import Testing
import Web

@testable import Pages
@testable import Register
@testable import SignIns

/// One's own password and second factor in a browser, from the first look to the next sign-in.
@Suite struct OwnSignInPageTests {
  private typealias Answer = (status: Int, headers: WebHeaders, text: String)

  /// What li's telephone shows, `ahead` steps from now.
  private func shown(_ office: Office, ahead: Int64 = 0) async throws -> String {
    let agency = office.world.agency
    guard let (factor, now) = try await office.world.store.register.secondFactor(of: "li", agency: agency) else { throw Unexpected("none") }
    return TOTP.code(try SecondFactorCheck.secret(of: factor, "li", agency), step: now + ahead)
  }

  private func cookie(_ answer: Answer) -> String { String(answer.headers["set-cookie"]?.prefix { $0 != ";" } ?? "") }

  @Test func aSecondFactorIsSetUpShownOnceAndAskedForAtTheDoor() async throws {
    let office = try await Office("pg-factor", isRun: false)
    let before = try await office.page("/second-factor", as: "li")
    #expect(before.faults.isEmpty && !before.form("/second-factor/begin").isEmpty && !before.form("/password").isEmpty)
    #expect(try await office.ask(.post, "/second-factor/begin", as: "li", form: []).headers["location"] == "/second-factor")
    let offered = try await office.ask(.get, "/second-factor", as: "li")
    #expect(Markup(offered.text).faults.isEmpty && offered.text.contains("<svg") && offered.headers["cache-control"] == "no-store")
    let wrong = try await office.ask(.post, "/second-factor", as: "li", form: [("code", "1")])
    #expect(wrong.status == 422 && wrong.text.contains("six digits"))
    let confirmed = try await office.ask(.post, "/second-factor", as: "li", form: [("code", try await shown(office))])
    #expect(confirmed.status == 200 && Markup(confirmed.text).faults.isEmpty && confirmed.headers["cache-control"] == "no-store")
    let codes = confirmed.text.matches(of: /[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}/).map { String($0.output) }
    #expect(Set(codes).count == 10)
    let after = try await office.ask(.get, "/second-factor", as: "li", language: .zh)
    #expect(after.text.contains("剩余纸质备用码 10 个") && !codes.contains { after.text.contains($0) } && !after.text.contains("<svg"))
    try await comesInWithACode(office)
    let removed = try await office.ask(.post, "/second-factor/remove", as: "li", form: [("code", codes[0])])
    #expect(removed.headers["location"] == "/second-factor?done=unsecured")
    #expect(try await office.ask(.post, "/sign-in", form: [("token", office.tokens["li"] ?? "")]).headers["location"] == "/")
  }

  /// At the door, by a token: a code is asked for, and without it nothing opens.
  private func comesInWithACode(_ office: Office) async throws {
    let door = try await office.ask(.post, "/sign-in", form: [("token", office.tokens["li"] ?? ""), ("to", "/cases")])
    #expect(door.status == 303 && door.headers["location"] == "/sign-in/code?to=%2Fcases")
    #expect(try await office.ask(.get, "/cases", cookie: cookie(door)).headers["location"]?.hasPrefix("/sign-in?") == true)
    let asked = try await office.ask(.get, "/sign-in/code?to=%2Fcases", language: .zh, cookie: cookie(door))
    #expect(asked.status == 200 && asked.text.contains("第二因素验证") && Markup(asked.text).faults.isEmpty)
    let refused = try await office.ask(.post, "/sign-in/code", cookie: cookie(door), form: [("code", "000 000"), ("to", "/cases")])
    #expect(refused.status == 401 && refused.text.contains("value=\"/cases\""))
    let code = try await shown(office, ahead: 1)
    let entered = try await office.ask(.post, "/sign-in/code", cookie: cookie(door), form: [("code", code), ("to", "/cases")])
    #expect(entered.status == 303 && entered.headers["location"] == "/cases" && cookie(entered) != cookie(door))
    #expect(try await office.ask(.get, "/cases", cookie: cookie(entered)).status == 200)
    #expect(try await office.ask(.get, "/cases", cookie: cookie(door)).status == 303)
  }

  @Test func aPasswordIsTypedTwiceAndIsThenAskedFor() async throws {
    let office = try await Office("pg-password", isRun: false)
    let words = "lamp river seven goats"
    let differs = try await office.ask(.post, "/password", as: "wu", form: [("password", words), ("again", words + "s")])
    #expect(differs.status == 400 && differs.text.contains("not the same") && !differs.text.contains(words))
    #expect(try await office.ask(.post, "/password", as: "wu", form: [("password", "short"), ("again", "short")]).status == 400)
    let set = try await office.ask(.post, "/password", as: "wu", form: [("password", words), ("again", words)])
    #expect(set.headers["location"] == "/second-factor?done=password")
    let answer = try await office.ask(.post, "/sign-in", form: [("name", "wu"), ("password", words), ("agency", "pg-password")])
    #expect(answer.status == 303 && answer.headers["location"] == "/")
    #expect(try await office.ask(.post, "/sign-in", form: [("token", office.tokens["wu"] ?? "")]).status == 401)
  }
}
