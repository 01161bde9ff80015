import DataTesting
import Portfolio
import Postgres
import Schema
import Speech
import Testing
import Web

@testable import Pages

/// Webhooks in a browser: seen, added, stopped, set going and taken away by whoever may.
@Suite struct HookPageTests {
  private let address = "https://hooks.example.org/in/secret-path"

  @Test func aManagerAddsOneSeesItsSecretOnceAndTakesItAway() async throws {
    let office = try await Office("pg-hooks", isRun: false)
    let added = try await office.ask(
      .post, "/webhooks", as: "li",
      form: [("name", "dialler \(Office.nasty.prefix(20))"), ("address", address), ("topic", "run.published")])
    #expect(added.status == 200 && added.text.contains("allot_hook_") && added.headers["cache-control"] == "no-store", "\(added.text)")
    #expect(Markup(added.text).faults.isEmpty && !added.text.contains("<script") && !added.text.contains("secret-path"))
    let again = try await office.ask(
      .post, "/webhooks", as: "li", form: [("name", "dialler \(Office.nasty.prefix(20))"), ("address", address), ("topic", "")])
    #expect(again.status >= 400 && !again.text.contains("allot_hook_"), "sent again, nothing is made")
    let listed = try await office.ask(.get, "/deliveries", as: "li")
    #expect(
      listed.text.contains("https://hooks.example.org/…") && !listed.text.contains("allot_hook_") && !listed.text.contains("secret-path"))
    let page = Markup(listed.text)
    for what in ["pause", "ping", "removal"] { #expect(!page.form("/webhooks/1/\(what)").isEmpty, "\(what)") }
    let removed = try await office.ask(.post, "/webhooks/1/removal", as: "li", form: [])
    #expect(removed.status == 303 && removed.headers["location"] == "/deliveries?done=removed#webhooks")
    #expect(try await !office.ask(.get, "/deliveries", as: "li").text.contains("hooks.example.org"))
  }

  @Test func anIntegratorPausesResumesAndTestsAndNamesNoAddress() async throws {
    let office = try await Office("pg-hooks-bot", isRun: false)
    _ = try await office.ask(.post, "/webhooks", as: "li", form: [("name", "dialler"), ("address", address), ("topic", "")])
    let page = try await office.page("/deliveries", as: "bot")
    #expect(page.form("/webhooks").isEmpty && page.form("/webhooks/1/removal").isEmpty && !page.form("/webhooks/1/pause").isEmpty)
    #expect(try await office.ask(.post, "/webhooks", as: "bot", form: [("name", "x"), ("address", address), ("topic", "")]).status == 403)
    #expect(try await office.ask(.post, "/webhooks/1/removal", as: "bot", form: []).status == 403)
    for (what, done, text) in [("pause", "paused", "Paused"), ("resumption", "resumed", "goes on"), ("ping", "pinged", "ping")] {
      let answer = try await office.ask(.post, "/webhooks/1/\(what)", as: "bot", form: [])
      #expect(answer.status == 303, "\(what): \(answer.text)")
      let next = try await office.ask(.get, "/deliveries?done=\(done)", as: "bot")
      #expect(next.status == 200 && next.text.contains(text), "\(what)")
      if what == "pause" { #expect(!Markup(next.text).form("/webhooks/1/resumption").isEmpty) }
    }
    // Whoever looks only, and whoever has nothing to do with it.
    let seen = try await office.page("/deliveries", as: "zhou")
    #expect(seen.form("/webhooks/1/pause").isEmpty && seen.form("/webhooks").isEmpty)
    #expect(try await office.ask(.get, "/deliveries", as: "wu").status == 403)
    #expect(try await office.ask(.post, "/webhooks/1/pause", as: "zhou", form: []).status == 403)
  }

  @Test func whatWentWrongStandsInRed() async throws {
    let office = try await Office("pg-hooks-red", isRun: false)
    _ = try await office.ask(.post, "/webhooks", as: "li", form: [("name", "dialler"), ("address", address), ("topic", "")])
    try await office.world.store.database.transaction(agency: office.world.agency.id) {
      _ = try $0.execute(
        "UPDATE allot.webhook SET state = 'failed', stopped_by = 'daemon', error = 'hooks.example.org answered 500' WHERE agency_id = \(office.world.agency.id)"
      )
    }
    let page = try await office.ask(.get, "/deliveries", as: "zhou", language: .zh)
    #expect(page.text.contains("badge bad\">已停止推送") && page.text.contains("answered 500"), "\(page.text)")
  }
}
