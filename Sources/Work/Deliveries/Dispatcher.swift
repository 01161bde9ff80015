import Couriers
package import Desks
package import Dispatches
import Failures
import Faults
package import Policy
package import Portfolio
import Register
package import Schema
package import Speech
import Tasks
package import Views

/// Makes what is due and hands it over, one delivery after the other. A delivery that goes wrong is tried again with growing pauses; nothing of it reaches
/// the night. Whoever dies between handing over and noting it leaves a delivery that is sent once more, with the same Message-ID.
package struct Dispatcher: Sendable {
  let store: Store
  let agency: Agency
  let tools: DeliveryTools
  private var dispatches: Dispatches { store.dispatches }
  private var seat: Seat { .daemon(store, agency) }

  /// Acts as the daemon; whoever asks in his own name was asked for his right at the desk.
  package init(store: Store, agency: Agency, tools: DeliveryTools) { (self.store, self.agency, self.tools) = (store, agency, tools) }

  /// What became of one delivery.
  package struct Report: Sendable {
    package var delivery: Delivery
    package var state: DeliveryState
    /// What went wrong; nil where nothing did.
    package var error: Wording?
    /// Where files were written; nil for all but the directory.
    package var folder: String?
  }

  /// Makes the deliveries that `plan` asks for by now; on a day off, unless it wants every day, those of a night that cannot wait. Gives those made.
  package func decide(_ plan: ReportPlan, _ clock: Clock, policies: PolicySet) async throws -> [Delivery] {
    let isOff = !plan.everyDay && !policies.agency.calendar.isWorkingDay(clock.today)
    let people = try await store.register.people(agency: agency)
    return try await dispatches.decide(
      plan.terms(people), day: clock.today, secondsOfDay: clock.secondsOfDay,
      missedUntil: policies.runs(on: clock.today).missedUntil.minutes,
      domain: tools.domain, onlyTrouble: isOff, agency: agency)
  }

  /// Whether a day was off by the agency file in force, and its readers wanted working days only.
  private func isOff(_ day: Day) async throws -> Bool {
    guard let file = try await PolicyLibrary.agencyInForce(store, agency), let plan = file.report else { return false }
    return !plan.everyDay && !file.calendar.isWorkingDay(day)
  }

  /// Hands over everything that is due, or the one of that number. What cannot be told of a delivery is thrown: the database is gone.
  package func send(_ number: Int? = nil, isStopping: () -> Bool = { false }) async throws -> [Report] {
    var reports: [Report] = []
    while !isStopping(), let delivery = try await dispatches.take(number, for: tools.takenSeconds, agency: agency) {
      FaultHook.reach("delivery.taken")
      reports.append(try await carry(delivery))
      if number != nil { break }
    }
    return reports
  }

  /// The database's clock in the agency's zone.
  package func clock() async throws -> Clock { try await store.register.clock(agency) }

  /// How many there are in each state.
  package func counts() async throws -> [DeliveryState: Int] { try await dispatches.counts(agency: agency) }

  /// Removes files and deliveries of nights before a day; gives how many of each.
  package func purge(before day: Day) async throws -> (nights: Int, rows: Int) {
    let shelf = ReportShelf(tools.directory, code: agency.code)
    let nights = try await BlockingThread.run { try shelf.purge(before: day) }
    return (nights, try await dispatches.purge(before: day, agency: agency))
  }

  private func carry(_ delivery: Delivery) async throws -> Report {
    let outcome = await attempt(delivery)
    FaultHook.reach("delivery.handed")
    let ending: Dispatches.Ending
    var report = Report(delivery: delivery, state: .sent)
    switch outcome {
    case .sent(let folder):
      ending = .sent
      report.folder = folder
    case .nothing: (ending, report.state) = (.skipped, .skipped)
    case .later(let why, let seconds):
      let pause = max(Self.pause(after: delivery.attempts), seconds ?? 0)
      let isOver = delivery.attempts >= Self.mostAttempts
      ending = isOver ? .givenUp(why.en) : .failed(why.en, againAfter: pause)
      (report.state, report.error) = (isOver ? .givenUp : .failed, why)
    case .refused(let why):
      ending = .givenUp(why.en)
      (report.state, report.error) = (.givenUp, why)
    }
    try await dispatches.end(delivery.number, attempt: delivery.attempts, ending, agency: agency)
    return report
  }

  /// A day's worth of attempts.
  package static let mostAttempts = 10
  private static let pauses = [60, 180, 600, 1800, 3600, 7200, 14_400]

  /// Seconds before the next attempt.
  package static func pause(after attempts: Int) -> Int { pauses[min(max(attempts, 1), pauses.count) - 1] }

  private enum Outcome {
    case sent(folder: String?)
    case nothing
    case later(Wording, Int?)
    case refused(Wording)
  }

  private func attempt(_ delivery: Delivery) async -> Outcome {
    do {
      return try await deliver(delivery)
    } catch {
      let explained = OperationError.explaining(error)
      let what = explained.what + (explained.remedy.map { Wording("; ", "；") + $0 } ?? .none)
      // Neither a right that is missing nor a page that is not made comes by waiting.
      return [.noPermission, .usage].contains(explained.status) ? .refused(what) : .later(what, nil)
    }
  }

  private func deliver(_ delivery: Delivery) async throws -> Outcome {
    let run = try await delivery.run.asyncMap { try await ReadingDesk(seat).run(String($0)) }
    let link = tools.link?.filled(code: agency.code, day: delivery.slot.description, run: delivery.run.map(String.init) ?? "")
    var note = NightNote(delivery: delivery, agency: agency, run: run, link: link, program: tools.program)
    if delivery.occasion.isTrouble { note.isDayOff = try await isOff(delivery.slot) }
    let language = Language(rawValue: delivery.terms.language) ?? .zh
    if delivery.terms.skipsNothing, note.saysNothing { return .nothing }
    if let house = ChatHouse(rawValue: delivery.terms.channel.rawValue) {
      return try await post(note, house, delivery.terms.reader, language)
    }
    let person = try await reader(delivery.terms.reader)
    let page = try Self.page(delivery.terms.page, of: person.seat)
    note.delivery.terms.page = page.word
    var files: [MailMessage.Attachment] = []
    if let run, [.published, .byHand, .waiting].contains(delivery.occasion) {
      files = try await tools.papers(person.seat, run, page, delivery.terms.forms.compactMap(ReportPlan.Form.init(rawValue:)), language)
    }
    if delivery.terms.channel == .directory { return try await shelve(note, files, language) }
    return try await mail(note, files, to: (delivery.terms.reader, person.mail), language)
  }

  private func mail(_ note: NightNote, _ files: [MailMessage.Attachment], to reader: (name: String, mail: String?), _ language: Language)
    async throws
    -> Outcome
  {
    guard let from = tools.from else {
      throw OperationError(
        .configuration, Wording("nobody said who sends", "没有设置发件地址"),
        remedy: Wording("write it into allot.conf: mail_from = allot@example.org", "请在 allot.conf 写明：mail_from = allot@example.org"))
    }
    guard let to = reader.mail.flatMap({ MailAddress($0) }) else { throw DeliveryDesk.withoutAddress(reader.name) }
    let names = files.map(\.name)
    let delivery = note.delivery
    let message = MailMessage(
      from: (agency.name, from), to: (reader.name, to), subject: note.subject(language),
      date: delivery.madeAt.rawValue / 1_000_000 + 946_684_800,
      messageID: delivery.messageID, language: language.rawValue, text: note.text(language, attachments: names),
      html: note.page(language, attachments: names),
      attachments: files.map { .init(name: Self.flat($0.name), mediaType: $0.mediaType, bytes: $0.bytes) })
    let bytes = message.bytes
    let sendmail = tools.sendmail
    return Self.outcome(try await BlockingThread.run { sendmail.send(bytes, from: from, to: to) })
  }

  private func post(_ note: NightNote, _ house: ChatHouse, _ credential: String, _ language: Language) async throws -> Outcome {
    let found = try tools.credential(credential)
    let now = try await store.register.clock(agency).now.rawValue / 1_000_000 + 946_684_800
    let post = ChatPost(house, address: found.address, key: found.key)
    let message = note.chat(language)
    return Self.outcome(try await BlockingThread.run { post.send(message, seconds: now) })
  }

  private func shelve(_ note: NightNote, _ files: [MailMessage.Attachment], _ language: Language) async throws -> Outcome {
    let shelf = ReportShelf(tools.directory, code: agency.code)
    let delivery = note.delivery
    let own = MailMessage.Attachment(
      name: "night.html", mediaType: "text/html", bytes: Array(note.page(language, attachments: files.map(\.name)).utf8))
    let folder = try await BlockingThread.run {
      try shelf.put(files + [own], day: delivery.slot, run: delivery.run, reader: delivery.terms.reader, page: delivery.terms.page)
    }
    return .sent(folder: folder)
  }

  private static func outcome(_ handed: Handover) -> Outcome {
    switch handed {
    case .taken: .sent(folder: nil)
    case .later(let why, let seconds): .later(why, seconds)
    case .refused(let why): .refused(why)
    }
  }

  /// A mail knows no folders.
  private static func flat(_ name: String) -> String { name.replacing("/", with: "-") }

  private func reader(_ name: String) async throws -> (seat: Seat, mail: String?) {
    guard let person = try await store.register.people(agency: agency).first(where: { $0.name == name && $0.isActive }) else {
      throw OperationError(
        .dataError, Wording("there is no active user \(name)", "没有在用的用户 \(name)"),
        remedy: Wording("add him, or mend “report” in the agency file", "请添加该用户，或修改机构文件的“report”一节"))
    }
    return (try await PeopleDesk(seat).seat(of: name), person.mail)
  }

  /// What the file says, with the reader's own team in it. Throws with `EX_NOPERM` for another team than the one he leads.
  private static func page(_ word: String, of seat: Seat) throws(OperationError) -> ReportPlan.Page {
    guard let page = ReportPlan.Page(word) else {
      throw OperationError(.dataError, Wording("“\(word)” is no page", "“\(word)”不是报告种类"))
    }
    guard case .lead(let team) = page else { return page }
    guard let wanted = team ?? seat.actor.team else {
      throw OperationError(
        .dataError, Wording("user \(seat.actor.name) leads no team", "用户 \(seat.actor.name) 没有所带的小组"),
        remedy: Wording("write the team: page: lead=TEAM", "请写明小组：page: lead=小组"))
    }
    if let own = seat.actor.team, own != wanted {
      throw OperationError(
        .noPermission,
        Wording(
          "\(seat.actor.name) leads team \(own) and may not see the page of \(wanted)", "\(seat.actor.name) 带的是小组 \(own)，无权查看 \(wanted) 的报告"
        ))
    }
    return .lead(team: wanted)
  }
}

extension Optional where Wrapped: Sendable {
  fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async throws -> Value? {
    if let self { try await body(self) } else { nil }
  }
}
