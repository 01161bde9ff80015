package import Couriers
package import Desks
import Discretion
package import Dispatches
package import Faults
package import Policy
package import Portfolio
import Register
package import Schema
package import Speech
package import Views

/// What is told of nights, to whom, and what came of it: seen, asked for and tried again by people.
package struct DeliveryDesk: Sendable {
  let seat: Seat
  let store: Store
  private var dispatches: Dispatches { store.dispatches }

  /// Each call says which right it needs. `store` is the one that the seat was made with.
  package init(_ seat: Seat, store: Store) { (self.seat, self.store) = (seat, store) }

  /// The same at the seat's own store, for who lists and tries again. Throws with `EX_NOPERM` without `audit`.
  package static func at(_ seat: Seat) throws(OperationError) -> DeliveryDesk { DeliveryDesk(seat, store: try seat.store(with: .audit)) }

  /// The latest first, at most `limit`; only those in `states` unless it is empty. Needs `audit`.
  package func list(_ states: Set<DeliveryState> = [], limit: Int) async throws -> [Delivery] {
    try seat.require(.audit)
    return try await dispatches.list(states, limit: limit, agency: seat.agency)
  }

  /// Makes one due again, with the Message-ID it has. Needs `run`. Throws `StoreError.notFound`.
  package func retry(_ number: Int) async throws -> Delivery {
    try seat.require(.run)
    return try await dispatches.retry(number, by: seat.actor.name, agency: seat.agency)
  }

  /// What somebody asks for.
  package struct Wish: Sendable {
    /// A user's name; nil = whoever asks.
    package var reader: String?
    /// What he is to see; nil = what his roles ask for: a lead's own team, else the manager's page.
    package var page: ReportPlan.Page?
    /// In which forms.
    package var forms: [ReportPlan.Form]
    /// In which language.
    package var language: Language

    /// As a command says.
    package init(reader: String?, page: ReportPlan.Page?, forms: [ReportPlan.Form], language: Language) {
      (self.reader, self.page, self.forms, self.language) = (reader, page, forms, language)
    }
  }

  /// A mail about a run, due at once. To oneself it needs `see`, to others `run`; the page is made with the reader's rights all the same. Throws with
  /// `EX_DATAERR` for a reader who is no user or has no address.
  package func send(_ run: ShownRun, _ wish: Wish, domain: String) async throws -> Delivery {
    let name = wish.reader ?? seat.actor.name
    try seat.require(name == seat.actor.name ? .see : .run)
    guard let person = try await store.register.people(agency: seat.agency).first(where: { $0.name == name && $0.isActive }) else {
      // A name that somebody typed may be anybody's.
      let shown = wish.reader.map { Quoted.typed($0) } ?? Wording(same: name)
      throw OperationError(
        .dataError,
        Wording(
          "\(shown.en) is no user of \(seat.agency.code): there is nowhere to send to", "\(shown.zh)不是 \(seat.agency.code) 的用户：无处可发"),
        remedy: Wording(
          "add him: allot user add NAME --role manager, then allot user address NAME --mail ADDRESS",
          "请先添加：allot user add NAME --role manager，再执行 allot user address NAME --mail 地址"))
    }
    guard person.mail != nil else { throw Self.withoutAddress(name) }
    let page = wish.page ?? (person.roles == [.lead] && person.team != nil ? .lead(team: person.team) : .manager)
    let terms = DeliveryTerms(
      reader: name, channel: .mail, page: page.word, language: wish.language.rawValue, forms: wish.forms.map(\.rawValue),
      subject: MessageTemplate.standard.text, skipsNothing: false, atMinutes: nil)
    return try await dispatches.ask(terms, run: run.id, slot: run.key.slot, by: seat.actor.name, domain: domain, agency: seat.agency)
  }

  /// A user whom no mail can reach.
  static func withoutAddress(_ name: String) -> OperationError {
    OperationError(
      .dataError, Wording("user \(name) has no mail address", "用户 \(name) 没有邮件地址"),
      remedy: Wording("say it: allot user address \(name) --mail ADDRESS", "请登记：allot user address \(name) --mail 地址"))
  }

  /// Says where mail reaches somebody; nil takes the address away. Needs `administer`. Throws with `EX_USAGE` for what is no address.
  package func setAddress(_ text: String?, of name: String) async throws {
    try seat.require(.administer)
    if let text, MailAddress(text) == nil {
      throw OperationError(
        .usage, Wording("this is no mail address", "这不是邮件地址"),
        remedy: Wording("write one as in: allot user address li --mail li@example.org", "写法如：allot user address li --mail li@example.org"))
    }
    try await store.register.setAddress(text, of: name, by: seat.actor.name, agency: seat.agency)
  }

  /// Readers of the agency file whom nothing can reach now, in words. Needs `see`.
  package func unreachable(_ plan: ReportPlan?, credential: (String) throws -> ChatCredential) async throws -> [Wording] {
    try seat.require(.see)
    guard let plan else { return [] }
    let people = try await store.register.people(agency: seat.agency).filter(\.isActive)
    var found: [Wording] = []
    for reader in plan.readers {
      switch reader.receiver {
      case .chat(_, let name):
        do { _ = try credential(name) } catch let error as OperationError { found.append(error.what) }
      case .role(let role):
        let some = people.filter { $0.roles.contains(role) }
        if some.isEmpty { found.append(Wording("nobody has the role \(role.rawValue)", "没有人具有角色 \(role.rawValue)")) }
        if reader.byMail { found += some.filter { $0.mail == nil }.map { Self.withoutAddress($0.name).what } }
      case .people(let names):
        for name in names {
          guard let person = people.first(where: { $0.name == name }) else {
            found.append(Wording("there is no user \(name)", "没有用户 \(name)"))
            continue
          }
          if reader.byMail, person.mail == nil { found.append(Self.withoutAddress(name).what) }
        }
      }
    }
    var told: Set<Wording> = []
    return found.filter { told.insert($0).inserted }
  }
}
