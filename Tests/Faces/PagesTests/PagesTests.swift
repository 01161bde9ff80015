import DataTesting
import Desks
import Portfolio
import Reception
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
      waiting = Markup(answer.text).links.filter { !$0.hasPrefix("/#") } + waiting
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
