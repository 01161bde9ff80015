import DataTesting
import Desks
import Jobs
import Portfolio
import Reception
import Register
import Schema
import Speech
import TestLanguage
import Testing
import Views
import Web
import Wire

@testable import Pages

/// Long work from a browser: it goes on, its page says how far it is, and it is there again whoever closed the page.
@Suite struct LongWorkTests {
  private func sound(_ html: String, _ what: String) {
    let page = Markup(html)
    #expect(
      page.faults.isEmpty && !html.contains("<script") && !html.contains("allot-upload") && page.all("main").count == 1,
      "\(what): \(page.faults)")
  }

  /// Chooses a file; gives the address to which the browser is led.
  private func choose(_ office: Office, _ rows: String, as person: String = "bot") async throws -> String {
    let sent = try await office.send("/data/uploads", as: person, fields: [("feed", "cases")], file: "cases <b>.csv", rows)
    #expect(sent.status == 303, "\(sent.text)")
    return sent.headers["location"] ?? ""
  }

  @Test(arguments: Language.allCases)
  func aFileIsTriedAndLoadedByJobsWhosePagesSayHowFarTheyAre(_ language: Language) async throws {
    let office = try await Office("lw-file-\(language.rawValue)", isRun: false, formPatience: .zero)
    let job = try await choose(office, "client,case_no,currency,outstanding\ncmb,new1,CNY,100.00\ncmb,new2,CNY,\(Office.nasty)\n")
    #expect(job.hasPrefix("/jobs/"))
    await office.ended(job)
    let page = try await office.ask(.get, job, as: "bot", language: language)
    sound(page.text, job)
    #expect(page.status == 200 && page.headers["refresh"] == nil && !page.text.contains("<progress"))
    if language == .zh { #expect(page.text.hasChinese) }
    let upload = try #require(Markup(page.text).links.first { $0.hasPrefix("/data/uploads/") })
    let tried = try await office.ask(.get, upload, as: "bot", language: language)
    sound(tried.text, upload)
    #expect(try await office.ask(.get, "/cases/cmb/new1", as: "li").status == 404)
    let loading = try await office.ask(.post, upload, as: "bot", form: Markup(tried.text).form(upload))
    let loader = loading.headers["location"] ?? ""
    #expect(loading.status == 303 && loader.hasPrefix("/jobs/") && loader != job, "\(loading.text)")
    await office.ended(loader)
    #expect(try await office.ask(.get, "/cases/cmb/new1", as: "li").status == 200)
    // Whoever closed the page finds it on the first one; nobody else finds it.
    let first = try await office.ask(.get, "/", as: "bot", language: language)
    sound(first.text, "/")
    #expect(Markup(first.text).links.contains(loader) && Markup(first.text).links.contains(job))
    #expect(try await office.ask(.get, loader, as: "li").status == 404)
    #expect(!Markup(try await office.ask(.get, "/", as: "li").text).links.contains(loader))
    sound(try await office.ask(.get, "/jobs", as: "bot", language: language).text, "/jobs")
  }

  @Test func whileItRunsThePageAsksAgainByItselfAndCancelsIt() async throws {
    let office = try await Office("lw-cancel", isRun: false, formPatience: .zero)
    let job = try await choose(office, "client,case_no,currency,outstanding,collector\ncmb,k1,CNY,100.00,c1\n")
    await office.ended(job)
    let upload = try #require(Markup(try await office.ask(.get, job, as: "bot").text).links.first { $0.hasPrefix("/data/uploads/") })
    let form = Markup(try await office.ask(.get, upload, as: "bot").text).form(upload)
    let loader = try await office.holding("k1") {
      let loader = try await office.ask(.post, upload, as: "bot", form: form).headers["location"] ?? ""
      try await office.somebodyWaits()
      let running = try await office.ask(.get, loader, as: "bot")
      sound(running.text, loader)
      let page = Markup(running.text)
      #expect(running.headers["refresh"] == "2" && page.all("progress").first?.attributes["max"] == "1", "\(running.text)")
      #expect(page.form("\(loader)/cancel").contains { $0.0 == "csrf" })
      // The page of the file leads to the job, and so do the first page and the status.
      #expect(try await office.ask(.get, upload, as: "bot").headers["location"] == loader)
      for address in ["/", "/status"] {
        let shown = Markup(try await office.ask(.get, address, as: "bot").text)
        #expect(shown.faults.isEmpty && shown.links.contains(loader), "\(address)")
      }
      #expect(try await office.ask(.post, "\(loader)/cancel", as: "li", form: []).status == 404)
      let stopped = try await office.ask(.post, "\(loader)/cancel", as: "bot", form: [])
      #expect(stopped.status == 303 && stopped.headers["location"] == loader)
      await office.ended(loader)
      return loader
    }
    let ended = try await office.ask(.get, loader, as: "bot")
    sound(ended.text, loader)
    #expect(ended.headers["refresh"] == nil && ended.text.contains("It was cancelled.") && ended.text.contains("no row counts twice"))
    #expect(try await office.world.shown("k1").holder == nil)
  }

  @Test(arguments: Language.allCases)
  func aJobOfAnEarlierDaemonHasAPageThatSaysSo(_ language: Language) async throws {
    let office = try await Office("lw-gone-\(language.rawValue)", isRun: false)
    let gone = try await office.ask(.get, "/jobs/00000000-000000000000000000000000", as: "li", language: language)
    sound(gone.text, "gone")
    #expect(gone.status == 410 && gone.text.contains(language == .zh ? "已重新启动" : "started anew"), "\(gone.text)")
  }

  @Test func aWorkbookIsMadeInTheBackground() async throws {
    let office = try await Office("lw-book", formPatience: .zero)
    let run = try #require(try await office.world.store.views.showRuns(limit: 1, agency: office.world.agency).first)
    let made = try await office.ask(.post, "/nights/\(run.id)/report", as: "wu", form: [])
    let job = made.headers["location"] ?? ""
    await office.ended(job)
    let page = try await office.page(job, as: "wu")
    #expect(page.links.contains("\(job)/answer"))
    let book = try await office.ask(.get, "\(job)/answer", as: "wu")
    #expect(book.status == 200 && book.headers["content-type"]?.contains("spreadsheetml") == true)
    let asked = try await office.program(.get, "/v1/runs/\(run.id)/report/report.html", as: "li", [("prefer", "respond-async")])
    await office.ended(asked.headers["location"] ?? "")
    let html = try await office.program(.get, "\(asked.headers["location"] ?? "")/answer", as: "li")
    #expect(asked.status == 202 && html.status == 200 && html.headers["content-type"]?.hasPrefix("text/html") == true)
    #expect(html.headers["content-security-policy"]?.contains("sandbox") == true)
  }

  // MARK: Simulation

  /// Proposes a change as li; gives its address.
  private func propose(_ office: Office, _ text: String, key: String = "k") async throws -> String {
    let sent = try await office.ask(
      .post, "/policies/edit", as: "li",
      form: [("name", "everything"), ("text", text), ("do", "submit"), ("key", key), ("reason", Office.nasty)])
    #expect(sent.status == 303, "\(sent.text)")
    return String((sent.headers["location"] ?? "").prefix { $0 != "?" })
  }

  private static let toTeamA = Office.policy.replacing("teams: \"*\"", with: "teams: [a]")

  @Test(arguments: Language.allCases)
  func aChangeIsSimulatedOnItsPageAndWhoAgreesSeesWhoGainsAndLoses(_ language: Language) async throws {
    let office = try await Office("lw-change-\(language.rawValue)", isRun: false)
    let change = try await propose(office, Self.toTeamA)
    let number = String(change.split(separator: "/").last ?? "")
    let none = try await office.program(.get, "/v1/policy-changes/\(number)/simulation", as: "zhou")
    #expect(none.status == 404, "\(none.json.text)")
    let form = Markup(try await office.ask(.get, change, as: "li").text).form("\(change)/simulate")
    for person in ["wu", "zhou", "bot"] {
      #expect(try await office.ask(.post, "\(change)/simulate", as: person, form: form).status == 403, "\(person)")
    }
    let sent = try await office.ask(.post, "\(change)/simulate", as: "li", form: form)
    #expect(sent.status == 303 && sent.headers["location"] == "\(change)?done=simulated", "\(sent.text)")
    // Sent again it leads to the same, and nothing is simulated twice.
    #expect(try await office.ask(.post, "\(change)/simulate", as: "li", form: form).headers["location"] == "\(change)?done=simulated")
    #expect(office.reception.jobs.all(of: Job.Owner(try await office.seat("li"))).count == 1)
    let page = try await office.ask(.get, change, as: "sun", language: language)
    sound(page.text, change)
    let people = language == .zh ? "增减" : "change"
    #expect(Markup(page.text).text.contains(people) && page.text.contains("c3") && page.text.contains(language == .zh ? "现行" : "in force"))
    let kept = try await office.program(.get, "/v1/policy-changes/\(number)/simulation", as: "zhou")
    #expect(kept.status == 200 && (kept.json["figures"]?["moved"]?.integer ?? 0) > 0, "\(kept.json.text)")
    #expect(page.text.contains((kept.json["digest"]?.string ?? "none").prefix(12)))
    let shape = try #require(ShapeBook.shared.find("allot policy simulate"))
    // By the API the same: digest and all.
    let asked = try await office.program(.post, "/v1/policy-changes/\(number)/simulation", as: "sun", [("prefer", "respond-async")])
    await office.ended(asked.headers["location"] ?? "")
    let job = try await office.program(.get, asked.headers["location"] ?? "", as: "sun")
    #expect(asked.status == 202 && job.json["state"] == "done" && job.json["outcome"]?["digest"] == kept.json["digest"], "\(job.json.text)")
    guard case .object(let members) = job.json["outcome"], case .object(let known) = shape else { throw Unexpected("no objects") }
    #expect(Set(members.map(\.0)) == Set(known.map(\.key)))
    #expect(try await office.program(.post, "/v1/policy-changes/\(number)/simulation", as: "wu").status == 403)
    #expect(try await office.program(.post, "/v1/policy-changes/99/simulation", as: "li").status == 404)
    let agreement = try await office.page(change, as: "sun").form("\(change)/approve")
    #expect(try await office.ask(.post, "\(change)/approve", as: "sun", form: agreement).status == 303)
  }

  @Test func afterARestartTheFiguresThatWereKeptAreShown() async throws {
    let office = try await Office("lw-kept", isRun: false)
    let change = try await propose(office, Self.toTeamA)
    let number = try #require(Int(change.split(separator: "/").last ?? ""))
    let record = #"{"slot":"2026-12-01","open":30,"moved":7,"differ":9,"noise":2,"late":0,"missed":0,"brakes":[]}"#
    try await PolicyDesk(try await office.seat("li")).note(simulation: "ab\(number)", record: record, change: number)
    let page = try await office.page(change, as: "sun")
    #expect(page.text.contains("These figures were kept with the change") && page.text.contains("with another holder"))
  }

  @Test func twoOpenChangesStandSideBySideAndNothingIsKept() async throws {
    let office = try await Office("lw-two", isRun: false)
    let first = try await propose(office, Self.toTeamA)
    let second = try await office.ask(
      .post, "/policies/edit", as: "chief",
      form: [
        ("name", "everything"), ("text", Office.policy.replacing("60 working days", with: "40 working days")), ("do", "submit"),
        ("key", "two"),
        ("reason", "other"),
      ])
    let other = String((second.headers["location"] ?? "").prefix { $0 != "?" })
    #expect(second.status == 303 && other != first, "\(second.text)")
    let page = Markup(try await office.ask(.get, first, as: "li").text)
    let number = String(other.split(separator: "/").last ?? "")
    #expect(page.all("option").contains { $0.attributes["value"] == number })
    let sent = try await office.ask(
      .post, "\(first)/simulate", as: "li", form: page.form("\(first)/simulate") + [("beside", number)])
    let job = sent.headers["location"] ?? ""
    #expect(sent.status == 303 && job.hasPrefix("/jobs/"), "\(sent.text)")
    let shown = try await office.page(job, as: "li")
    #expect(shown.faults.isEmpty && shown.text.contains("#\(number)"))
    #expect(try await office.program(.get, "/v1\(first.replacing("/changes", with: "/policy-changes"))/simulation", as: "li").status == 404)
  }

  @Test func aTextIsTriedTonightAndNothingIsStored() async throws {
    let office = try await Office("lw-try", isRun: false)
    let form = [("name", "everything"), ("text", Self.toTeamA), ("do", "simulate"), ("key", "a")]
    let sent = try await office.ask(.post, "/policies/edit", as: "li", form: form)
    let job = sent.headers["location"] ?? ""
    #expect(sent.status == 303 && job.hasPrefix("/jobs/"), "\(sent.text)")
    let page = try await office.page(job, as: "li")
    #expect(page.text.contains("proposed") && page.text.contains("c3"))
    #expect(try await office.world.store.register.policyChanges(agency: office.world.agency).filter(\.state.isOpen).isEmpty)
    let wrong = try await office.ask(
      .post, "/policies/edit", as: "li", form: form.map { $0.0 == "text" ? ("text", "policy: x\nroute: \(Office.nasty)\n") : $0 })
    #expect(wrong.status == 422 && Markup(wrong.text).faults.isEmpty)
    #expect(try await office.ask(.post, "/policies/edit", as: "wu", form: form).status == 403)
    let quoted = JSON.string(Self.toTeamA).text
    let asked = try await office.program(
      .post, "/v1/simulations", as: "wu",
      json:
        #"{"files":[{"name":"p.yaml","text":\#(quoted)}],"scenarios":[{"name":"away","people":"collector,change,from,to\nc1,away,,\n"}]}"#)
    #expect(asked.status == 200 && asked.json["plans"]?.array?.map { $0["name"] } == ["", "", "away"], "\(asked.json.text)")
    #expect(asked.json["plans"]?.array?.last?["differ"]?.integer ?? 0 > 0)
  }

  // MARK: Hours

  @Test(arguments: Language.allCases)
  func hoursAndLeaveAreEnteredOnThePersonsPageAndShownBack(_ language: Language) async throws {
    let office = try await Office("lw-hours-\(language.rawValue)", isRun: false)
    let day = try await office.world.store.register.clock(office.world.agency).today + 3
    func send(_ address: String, _ fields: [(String, String)], as person: String = "wu") async throws -> (
      status: Int, headers: WebHeaders, text: String
    ) {
      try await office.ask(.post, address, as: person, language: language, form: fields)
    }
    let set = try await send("/people/c1/hours", [("day", day.description), ("hours", "7:30"), ("leave", ""), ("key", "a")])
    #expect(set.status == 303 && set.headers["location"]?.hasPrefix("/people/c1?done=entered") == true, "\(set.text)")
    let page = try await office.ask(.get, set.headers["location"] ?? "", as: "wu", language: language)
    sound(page.text, "c1")
    #expect(page.text.contains("7:30") && Markup(page.text).form("/people/c1/hours").contains { $0.0 == "csrf" })
    let leave = [("from", day.description), ("until", (day + 1).description), ("part", "whole"), ("do", "enter"), ("key", "b")]
    #expect(try await send("/people/c1/leave", leave).status == 303)
    func days() async throws -> [ShownHours] {
      try await HoursDesk(try await office.seat("li")).days(of: "c1", from: day, through: day + 1)
    }
    #expect(try await days().map(\.workMinutes) == [0, 0])
    let back = leave.map { $0.0 == "do" ? ("do", "withdraw") : $0.0 == "key" ? ("key", "c") : $0 }
    #expect(try await send("/people/c1/leave", back).status == 303)
    #expect(try await days().map(\.workMinutes) == [450, 480])
    // Another team's people, other roles, and what is no number of hours.
    let fields = [("day", day.description), ("hours", "8"), ("key", "d")]
    #expect(try await send("/people/c3/hours", fields).status == 403)
    #expect(!(try await office.page("/people/c3", as: "wu")).all("form").contains { $0.attributes["action"] == "/people/c3/hours" })
    #expect(try await send("/people/c1/hours", fields, as: "zhou").status == 403)
    #expect(try await send("/people/c1/hours", fields, as: "sun").status == 403)
    #expect(try await send("/people/c1/hours", fields, as: "bot").status == 303)
    for hours in ["25", "", Office.nasty, "8\n\"c3\",\"2026-12-01\",\"8\""] {
      let wrong = try await send("/people/c1/hours", [("day", day.description), ("hours", hours), ("key", "e\(hours.count)")])
      sound(wrong.text, hours)
      #expect(wrong.status == 422, "\(hours): \(wrong.status)")
    }
    #expect(try await send("/people/c1/hours", [("day", "tomorrow"), ("hours", "8"), ("key", "f")]).status == 400)
    #expect(try await office.ask(.get, "/data", as: "li").text.contains("hours of c1 by hand"))
  }
}

extension Office {
  /// The seat of one of the people.
  func seat(_ name: String) async throws -> Seat {
    guard let person = Self.people.first(where: { $0.name == name }) else { throw Unexpected("nobody is called \(name)") }
    return Seat(store: world.store, agency: world.agency, actor: ActingUser(name: name, roles: Set(person.roles)))
  }
}
