import DataTesting
import Desks
import Portfolio
import Reception
import Schema
import Speech
import TestLanguage
import Testing
import Views
import Web

@testable import Pages

/// Pages as a browser gets them, without a socket.
@Suite(.timeLimit(.minutes(5))) struct PagesTests {
  /// Routes that answer a page and need no address of their own.
  private static let plain: [String] = PageRoutes(program: "allot test").all.filter { route in
    route.method == .get && route.path.places.isEmpty && route.path.description != "/console.css"
      && !route.parameters.contains { $0.isNeeded }
  }.map(\.path.description)

  /// From the first page on, wherever links lead, some addresses of each kind.
  private func everyPage(_ office: Office, as person: String, _ language: Language) async throws -> [(address: String, html: String)] {
    let table = RouteTable(PageRoutes(program: "allot test").all)
    var (waiting, seen, counts, found) = (["/"] + Self.plain, Set<String>(), [String: Int](), [(address: String, html: String)]())
    while let address = waiting.popLast() {
      guard seen.insert(address).inserted, !address.hasSuffix(".xlsx"), !["/readyz", "/metrics"].contains(address) else { continue }
      let request = try WebRequest(.get, address)
      let route = try table.find(.get, request.segments).route
      guard counts[route.name, default: 0] < 4 else { continue }
      counts[route.name, default: 0] += 1
      let answer = try await office.ask(.get, address, as: person, language: language)
      #expect(answer.status == 200, "\(address): \(answer.status) \(answer.text.suffix(1_500))")
      // A report is a document of its own, tested where it is made.
      guard answer.status == 200, !address.hasSuffix("/report") else { continue }
      found.append((address, answer.text))
      waiting = Markup(answer.text).links.map { String($0.prefix { $0 != "#" }) } + waiting
    }
    return found
  }

  @Test(arguments: Language.allCases)
  func everyPageIsWellFormedNothingThatPeopleWroteRunsInItAndEveryLinkLeadsSomewhere(_ language: Language) async throws {
    let office = try await Office("pg-all-\(language.rawValue)")
    let moved = try await office.ask(
      .post, "/moves", as: "chief",
      form: [("action", "pin"), ("to", "c1"), ("until", "2199-01-01"), ("reason", "why \(Office.nasty)"), ("cases", "3:cmbk3")])
    #expect(moved.status == 409, "\(moved.text)")
    let pages = try await everyPage(office, as: "chief", language)
    #expect(pages.count > 25)
    for (address, html) in pages {
      let page = Markup(html)
      #expect(page.faults.isEmpty, "\(address): \(page.faults)")
      #expect(!html.contains("<script"), "\(address)")
      #expect(
        page.all("img").isEmpty && !page.tags.contains { $0.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" } }, "\(address)"
      )
      #expect(page.all("style").isEmpty && page.all("main").count == 1 && page.all("h1").count == 1, "\(address)")
      #expect(page.all("html").first?.attributes["lang"] == language.tag, "\(address)")
      #expect(page.links.first == "/" && page.all("a").first?.attributes["href"] == "#main", "\(address)")
      let ids = page.tags.compactMap { $0.attributes["id"] }
      #expect(Set(ids).count == ids.count, "\(address): \(ids)")
      // Whatever is filled in has a name that is read out.
      let labelled = Set(page.all("label").compactMap { $0.attributes["for"] })
      for field in page.tags where ["input", "select", "textarea"].contains(field.name) && field.attributes["type"] != "hidden" {
        #expect(labelled.contains(field.attributes["id"] ?? "") || field.attributes["aria-label"] != nil, "\(address): \(field)")
      }
      for form in page.all("form") where form.attributes["method"] == "post" {
        #expect(page.form(form.attributes["action"] ?? "").contains { $0.0 == "csrf" }, "\(address): \(form)")
      }
      if language == .zh { #expect(html.hasChinese, "\(address)") }
    }
  }

  @Test(arguments: Office.people.map(\.name))
  func everyPageIsOpenToWhoeverHasItsRightAndToNobodyElse(_ person: String) async throws {
    let office = try await Office("pg-right-\(person)")
    let roles = Set(Office.people.first { $0.name == person }?.roles ?? [])
    for route in PageRoutes(program: "allot test").all where Self.plain.contains(route.path.description) && route.method == .get {
      let answer = try await office.ask(.get, route.path.description, as: person)
      let isOpen =
        switch route.need {
        case .nothing, .known: true
        case .right(let right): !right.roles.isDisjoint(with: roles)
        case .either(let one, let other): !one.roles.union(other.roles).isDisjoint(with: roles)
        }
      #expect(answer.status == (isOpen ? 200 : 403), "\(person) \(route.path): \(answer.status)")
      let page = Markup(answer.text)
      #expect(page.faults.isEmpty && page.all("main").count == 1, "\(person) \(route.path): \(page.faults)")
    }
  }

  @Test func whoIsNotSignedInIsShownTheWayInAndAnotherAgencysCaseIsNotThere() async throws {
    let (office, other) = (try await Office("pg-in"), try await Office("pg-out", isRun: false))
    let away = try await office.ask(.get, "/cases?team=a")
    #expect(away.status == 303 && away.headers["location"] == "/sign-in?to=%2Fcases%3Fteam%3Da")
    let here = try await other.world.store.views.showRuns(limit: 1, agency: office.world.agency).first
    #expect(try await office.ask(.get, "/nights/\(here?.id ?? 0)", as: "li").status == 200)
    #expect(try await other.ask(.get, "/nights/\(here?.id ?? 0)", as: "li").status == 404)
    #expect(try await other.ask(.get, "/cases/cmb/nothing", as: "li").status == 404)
  }

  @Test func aFormWithoutTheProofOfItsSignInDoesNothingAndOneThatIsSentTwiceActsOnce() async throws {
    let office = try await Office("pg-form", isRun: false)
    let signedIn = try await office.ask(.post, "/sign-in", form: [("token", office.tokens["li"] ?? ""), ("to", "/cases")])
    let cookie = String((signedIn.headers["set-cookie"] ?? "").prefix { $0 != ";" })
    let asked = [("action", "move"), ("to", "c2"), ("reason", "speaks her dialect"), ("case", "3:cmbk1")]
    #expect(try await office.ask(.post, "/moves/preview", cookie: cookie, form: asked).status == 403)
    let list = Markup(try await office.ask(.get, "/cases", cookie: cookie).text)
    let proof = list.form("/moves/preview").first { $0.0 == "csrf" }?.1 ?? ""
    let preview = try await office.ask(.post, "/moves/preview", cookie: cookie, form: asked + [("csrf", proof)])
    #expect(preview.status == 200, "\(preview.text)")
    let yes = Markup(preview.text).form("/moves")
    #expect(yes.contains { $0.0 == "seal" } && yes.contains { $0.0 == "key" })
    let forged = try await office.ask(.post, "/moves", cookie: cookie, form: yes.filter { $0.0 != "csrf" })
    #expect(forged.status == 403)
    #expect(try await office.world.shown("k1").holder == nil)
    let done = try await office.ask(.post, "/moves", cookie: cookie, form: yes)
    #expect(done.status == 303 && done.headers["location"]?.hasPrefix("/orders/") == true, "\(done.text)")
    #expect(try await office.world.shown("k1").holder == "c2")
    // Back, and sent again: the same answer, and no second order.
    let again = try await office.ask(.post, "/moves", cookie: cookie, form: yes)
    #expect(again.status == 303 && again.headers["location"] == done.headers["location"])
    #expect(try await office.world.store.views.orders(agency: office.world.agency).count == 1)
  }

  @Test func inASecondTabWhatChangedMeanwhileIsShownAndAskedAnew() async throws {
    let office = try await Office("pg-tabs", isRun: false)
    func preview(_ to: String) async throws -> [(String, String)] {
      let answer = try await office.ask(
        .post, "/moves/preview", as: "li", form: [("action", "move"), ("to", to), ("reason", "tab"), ("case", "3:cmbk2")])
      #expect(answer.status == 200, "\(answer.text)")
      return Markup(answer.text).form("/moves")
    }
    let (first, second) = (try await preview("c1"), try await preview("c3"))
    #expect(try await office.ask(.post, "/moves", as: "li", form: first).status == 303)
    let late = try await office.ask(.post, "/moves", as: "li", form: second)
    #expect(late.status == 409 && late.text.contains("changed meanwhile"))
    #expect(try await office.world.shown("k2").holder == "c1")
  }

  @Test func aMoveOfManyWaitsForASecondPersonWhoSeesItAndAgrees() async throws {
    let office = try await Office("pg-many", isRun: false)
    let asked = [("action", "release"), ("reason", "all back"), ("all", "true"), ("in_pool", "false")]
    let preview = try await office.ask(.post, "/moves/preview", as: "li", form: asked)
    #expect(preview.status == 200 && preview.text.contains("a second person has to agree"), "\(preview.text)")
    let sent = try await office.ask(.post, "/moves", as: "li", form: Markup(preview.text).form("/moves"))
    let order = String((sent.headers["location"] ?? "").dropFirst("/orders/".count).prefix { $0.isNumber })
    #expect(try await office.page("/", as: "sun").links.contains("/orders/\(order)"))
    let agreeing = try await office.page("/orders/\(order)/agree", as: "sun").form("/orders/\(order)/agree")
    #expect(try await office.ask(.post, "/orders/\(order)/agree", as: "sun", form: agreeing).status == 303)
    #expect(try await office.ask(.post, "/orders/\(order)/agree", as: "sun", form: agreeing).status == 303)
    #expect(try await office.page("/cases?in_pool=false", as: "li").text.contains("No case is like this."))
  }

  @Test func aFormThatIsRefusedComesBackWithTheReasonAndWhatWasTyped() async throws {
    let office = try await Office("pg-again", isRun: false)
    let asked = [("action", "pin"), ("to", "nobody"), ("until", "2199-01-01"), ("reason", "speaks her dialect"), ("case", "3:cmbk1")]
    let move = try await office.ask(.post, "/moves/preview", as: "li", form: asked, from: "/cases?client=cmb&in_pool=true")
    let page = Markup(move.text)
    func value(_ name: String, _ page: Markup) -> String? {
      page.all("input").first { $0.attributes["name"] == name && $0.attributes["type"] != "hidden" }?.attributes["value"]
    }
    #expect(move.status >= 400 && page.faults.isEmpty && move.text.contains("role=\"alert\""), "\(move.text)")
    #expect(value("to", page) == "nobody" && value("until", page) == "2199-01-01" && value("reason", page) == "speaks her dialect")
    let boxes = page.all("input").filter { $0.attributes["name"] == "case" && $0.attributes["checked"] != nil }
    #expect(boxes.map { $0.attributes["value"] } == ["3:cmbk1"])
    #expect(page.all("option").contains { $0.attributes["value"] == "pin" && $0.attributes["selected"] != nil })
    // A command line that a desk speaks of is a page here.
    #expect(!move.text.contains("allot show") && move.text.contains("href=\"/people\""), "\(move.text)")
    let hours = try await office.ask(
      .post, "/people/c1/hours", as: "li", form: [("day", "2026-12-07"), ("hours", "many"), ("leave", "1")], from: "/people/c1?done=entered"
    )
    let person = Markup(hours.text)
    #expect(hours.status == 422 && value("hours", person) == "many" && value("day", person) == "2026-12-07", "\(hours.text)")
    #expect(!hours.text.contains("It is entered"))
    // Not from another house, and never what is secret.
    let away = try await office.ask(.post, "/people/c1/hours", as: "li", form: [("day", "2026-12-07"), ("hours", "many")])
    #expect(away.status == 422 && Markup(away.text).form("/people/c1/hours").isEmpty)
    let hook = try await office.ask(
      .post, "/webhooks", as: "li", form: [("name", ""), ("address", ""), ("topic", "moves.done")], from: "/deliveries")
    #expect(hook.status == 400 && hook.text.contains("the name is missing; the address is missing"), "\(hook.text)")
    let wrong = try await office.ask(
      .post, "/webhooks", as: "li", form: [("name", "7"), ("address", "ftp://x/secret-path"), ("topic", "")], from: "/deliveries")
    #expect(value("name", Markup(wrong.text)) == "7" && !wrong.text.contains("secret-path"))
  }

  @Test func whatIsOfANightSaysOfWhichAndATakingBackHasItsOwnTime() async throws {
    let office = try await Office("pg-night")
    let (store, agency) = (office.world.store, office.world.agency)
    let run = try #require(try await store.views.showRuns(limit: 1, agency: agency).first)
    let people = try await office.page("/people", as: "li")
    #expect(people.text.contains("of the night of \(run.key.slot)") && people.text.contains("Cases now"))
    let night = try await office.page("/nights/\(run.id)", as: "li")
    #expect(night.text.contains("Room before") && night.text.contains("Room after") && !night.text.contains("taken back 2"))
    let form = [("reason", "wrong file")]
    let preview = try await office.ask(.post, "/nights/\(run.id)/undo/preview", as: "sun", form: form)
    let undone = try await office.ask(.post, "/nights/\(run.id)/undo", as: "sun", form: Markup(preview.text).form("/nights/\(run.id)/undo"))
    #expect(undone.status == 303, "\(undone.text)")
    let after = try #require(try await store.views.showRuns(limit: 5, agency: agency).first { $0.id == run.id })
    #expect(try #require(after.takenBackAt) > #require(after.publishedAt))
    #expect(try await office.page("/nights/\(run.id)", as: "li").text.contains(", taken back 2"))
    // Sent once more: refused on the page of the night, with the reason as it was typed.
    let again = try await office.ask(
      .post, "/nights/\(run.id)/undo/preview", as: "sun", form: [("reason", "")], from: "/nights/\(run.id)?done=undone")
    #expect(again.status >= 400 && again.text.contains("role=\"alert\"") && again.text.contains("Room before"), "\(again.text)")
  }

  @Test func theFirstPageCountsWhatNobodyWorksAtAndWhatWasRefused() async throws {
    let office = try await Office("pg-nobody", isRun: false)
    let refused = try await office.page("/", as: "li")
    #expect(refused.links.contains("/data?refused=true") && refused.links.contains("/cases?unattended=absent"))
    #expect(try await office.page("/data?refused=true", as: "li").text.contains("cases _b_") == false)
    let lead = try await office.page("/", as: "wu")
    #expect(lead.links.contains("/cases?unattended=absent&team=a") && lead.links.contains("/cases?unattended=returned"))
    let back = try await office.page("/cases?unattended=returned", as: "li")
    #expect(back.text.contains("No case is like this."))
    let moved = try await office.ask(
      .post, "/moves/preview", as: "li", form: [("action", "release"), ("reason", "ill"), ("case", "3:cmbk3")])
    _ = try await office.ask(.post, "/moves", as: "li", form: Markup(moved.text).form("/moves"))
    #expect(try await office.page("/cases?unattended=returned", as: "li").links.contains("/cases/cmb/k3"))
  }

  @Test func aLeadOpensHisTeamAndMovesNobodyElsesCases() async throws {
    let office = try await Office("pg-lead", isRun: false)
    let first = try await office.page("/", as: "wu")
    #expect(first.links.contains("/people/c1") && !first.links.contains("/people/c3"))
    let moved = try await office.ask(
      .post, "/moves/preview", as: "wu", form: [("action", "move"), ("to", "c3"), ("reason", "r"), ("case", "3:cmbk1")])
    #expect(moved.status == 403 && moved.text.contains("leads team a"))
  }

  @Test func aPolicyIsCheckedLineByLineProposedAndAgreedToByAnother() async throws {
    let office = try await Office("pg-policy", isRun: false)
    let wrong = Office.policy.replacing("forced: 60 working days", with: "forced: sixty")
    let checked = try await office.ask(
      .post, "/policies/edit", as: "li", form: [("name", "everything"), ("text", wrong), ("do", "submit"), ("key", "a")])
    #expect(checked.status == 422 && checked.text.contains("line 11"), "\(checked.text)")
    #expect(!checked.text.contains("second policy"))
    let same = try await office.ask(
      .post, "/policies/edit", as: "li", form: [("name", "everything"), ("text", Office.policy), ("do", "submit"), ("key", "same")])
    #expect(same.status == 303 && same.headers["location"] == "/policies?done=unchanged", "\(same.text)")
    let right = Office.policy.replacing("forced: 60 working days", with: "forced: 50 working days").replacing("\n", with: "\r\n")
    let sent = try await office.ask(
      .post, "/policies/edit", as: "li",
      form: [("name", "everything"), ("text", right), ("do", "submit"), ("key", "b"), ("reason", "shorter")])
    #expect(sent.status == 303, "\(sent.text)")
    let change = String((sent.headers["location"] ?? "").prefix { $0 != "?" })
    #expect(try await office.ask(.post, "\(change)/comment", as: "sun", form: [("reason", Office.nasty)]).status == 303)
    #expect(!(try await office.ask(.get, change, as: "sun")).text.contains("<script"))
    #expect(try await office.ask(.post, "\(change)/approve", as: "li", form: []).status == 403)
    // What was edited meanwhile is looked at again before anybody agrees to it.
    let old = try await office.page(change, as: "sun").form("\(change)/approve")
    let other = right.replacing("50 working days", with: "55 working days")
    for text in [other, right] {
      let edited = try await office.ask(
        .post, "/policies/edit", as: "li",
        form: [
          ("name", "everything"), ("text", text), ("do", "submit"), ("key", "k\(text == right)"),
          ("change", String(change.split(separator: "/").last ?? "")),
        ])
      #expect(edited.status == 303, "\(edited.text)")
      #expect(try await office.ask(.post, "\(change)/approve", as: "sun", form: old).status == 409)
    }
    let agreed = try await office.ask(
      .post, "\(change)/approve", as: "sun", form: try await office.page(change, as: "sun").form("\(change)/approve"))
    #expect(agreed.status == 303 && agreed.headers["location"] == "\(change)?done=approved", "\(agreed.text)")
    let text = try await office.page("/policies/policy/everything/2", as: "zhou")
    #expect(text.text.contains("forced: 50 working days") && text.text.contains("in force"))
  }

  @Test func aFileFromABrowserIsTriedThenLoadedOnceAndItsRefusedRowsCanBeTaken() async throws {
    let office = try await Office("pg-file", isRun: false)
    let rows = "client,case_no,currency,outstanding\ncmb,new1,CNY,100.00\ncmb,new2,CNY,\(Office.nasty)\n"
    let tried = try await office.send("/data/uploads", as: "bot", fields: [("feed", "cases")], file: "cases <b>.csv", rows)
    let address = tried.headers["location"] ?? ""
    #expect(tried.status == 303 && address.hasPrefix("/data/uploads/"), "\(tried.text)")
    let page = try await office.ask(.get, address, as: "bot")
    #expect(page.status == 200 && Markup(page.text).faults.isEmpty && !page.text.contains("allot-upload") && !page.text.contains("<script"))
    #expect(page.text.contains("nothing was changed"))
    #expect(try await office.ask(.get, "/cases/cmb/new1", as: "li").status == 404)
    #expect(try await office.ask(.get, address, as: "li").status == 404)
    let form = Markup(page.text).form(address)
    let loaded = try await office.ask(.post, address, as: "bot", form: form)
    #expect(loaded.status == 303, "\(loaded.text)")
    #expect(try await office.ask(.post, address, as: "bot", form: form).status == 303)
    #expect(try await office.ask(.get, "/cases/cmb/new1", as: "li").status == 200)
    let rejects = try await office.ask(.get, "\(address)/rejects.csv", as: "bot")
    #expect(rejects.status == 200 && rejects.headers["content-type"]?.hasPrefix("text/csv") == true && rejects.text.contains("new2"))
    #expect(rejects.text.contains("\ncases <b>.csv,3,") && !rejects.text.contains("allot-upload"), "\(rejects.text)")
    #expect(try await office.ask(.get, "/data", as: "li").text.contains("cases &lt;b&gt;.csv"))
    // Whoever sent it finds them again; nobody else does.
    let link = "\(address)/rejects.csv"
    #expect(Markup(try await office.ask(.get, "/data", as: "bot").text).links.contains(link))
    #expect(!Markup(try await office.ask(.get, "/data", as: "li").text).links.contains(link))
    let refused = try await office.send("/data/uploads", as: "wu", fields: [("feed", "cases")], file: "cases.csv", rows)
    #expect(refused.status == 403)
  }
}
