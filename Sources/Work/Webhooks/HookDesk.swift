import Couriers
package import Desks
import Digest
import Discretion
import Faults
package import Hooks
import Portfolio
import Schema
import Speech

/// Addresses of other programs that are told what happens: named, looked at, stopped and set going by people.
package struct HookDesk: Sendable {
  let seat: Seat

  /// Each call says which right it needs.
  package init(_ seat: Seat) { self.seat = seat }

  private func hooks(_ right: Right) throws(OperationError) -> Hooks { try seat.store(with: right).hooks }

  /// Whoever looks after what other programs get, or checks what the house does: `import` or `audit`.
  private var readable: Hooks {
    get throws(OperationError) { try hooks(seat.actor.has(.audit) ? .audit : .import) }
  }

  /// A webhook with the secret that was made now, which nobody can ask for again.
  package struct Made: Sendable {
    package var hook: Hook
    package var secret: String
  }

  /// Names an address that is told of these topics, or of all where there are none: what is behind `from`, or what comes from now on. Needs `run`: it is a
  /// manager who says where to what happens is told. Throws with `EX_USAGE` for what is no name, address or topic, `StoreError.invalid` for a name that is
  /// taken.
  package func add(_ name: String, address: String, topics: [String], from: Int64?) async throws -> Made {
    let hooks = try hooks(.run)
    // Whoever got several of them wrong is told so at once.
    var faults: [OperationError] = []
    func right<Value>(_ body: () throws(OperationError) -> Value) -> Value? {
      do throws(OperationError) { return try body() } catch {
        faults.append(error)
        return nil
      }
    }
    let named = right { () throws(OperationError) in try Self.name(name) }
    let placed = right { () throws(OperationError) in try Self.address(address) }
    let wanted = right { () throws(OperationError) in try Self.topics(topics) }
    guard let named, let place = placed, let wanted else { throw Self.all(faults) }
    let draft = Hooks.Draft(
      name: named, address: place.secret, shown: place.shown, topics: wanted, from: from,
      salt: Array(SHA256.randomBytes().prefix(16)))
    try requireKey()
    let made = try await hooks.add(draft, by: seat.actor.name, agency: seat.agency)
    return Made(hook: made, secret: try HookSecret.present(of: made, agency: seat.agency))
  }

  /// Gives a webhook its next secret; messages are signed with the one before as well for so many hours, 0 to 168. Needs `import`. Throws with `EX_USAGE`
  /// for other hours, `StoreError.notFound`.
  package func renew(_ name: String, hours: Int) async throws -> Made {
    let hooks = try hooks(.import)
    guard (0...Self.mostHours).contains(hours) else {
      throw OperationError(
        .usage, Wording("the secret before signs for 0 to \(Self.mostHours) hours", "旧密钥可继续签名 0 至 \(Self.mostHours) 小时"),
        remedy: Wording("24 is usual; 0 for a secret that somebody has who should not", "一般为 24；密钥已泄露时请用 0"))
    }
    try requireKey()
    let made = try await hooks.renew(name, keepingFor: hours * 3600, by: seat.actor.name, agency: seat.agency)
    return Made(hook: made, secret: try HookSecret.present(of: made, agency: seat.agency))
  }

  /// At most so long two secrets sign: a week.
  package static let mostHours = 168

  /// All of them. Needs `import` or `audit`.
  package func list() async throws -> [Hook] { try await readable.list(agency: seat.agency) }

  /// One, by its name or number, with its last tries, the latest first. Needs `import` or `audit`. Throws `StoreError.notFound`.
  package func show(_ name: String, tries: Int = 10) async throws -> (hook: Hook, tries: [HookTry]) {
    try await readable.show(name, tries: tries, agency: seat.agency)
  }

  /// Stops one; what happens meanwhile is told once it goes on. Needs `import`. Throws `StoreError.notFound`.
  package func pause(_ name: String) async throws -> Hook {
    try await hooks(.import).pause(name, by: seat.actor.name, agency: seat.agency)
  }

  /// Sets one going where it stopped, at once. Needs `import`. Throws `StoreError.notFound`.
  package func resume(_ name: String) async throws -> Hook {
    try await hooks(.import).resume(name, by: seat.actor.name, agency: seat.agency)
  }

  /// Takes one away. Needs `run`. Throws `StoreError.notFound`.
  package func remove(_ name: String) async throws -> Hook {
    try await hooks(.run).remove(name, by: seat.actor.name, agency: seat.agency)
  }

  /// Has the daemon send a ping with its next look. Needs `import`. Throws `StoreError.notFound`.
  package func askPing(_ name: String) async throws -> Hook {
    try await hooks(.import).askPing(name, by: seat.actor.name, agency: seat.agency)
  }

  /// Sends a ping now, from this process. Needs `import`. Throws `StoreError.notFound`.
  package func ping(_ name: String, tools: HookTools) async throws -> Announcer.Report {
    let store = try seat.store(with: .import)
    let hook = try await store.hooks.show(name, tries: 0, agency: seat.agency).hook
    return try await Announcer(store: store, agency: seat.agency, tools: tools).ping(hook)
  }

  /// Of its address what may be shown: scheme, host and port; nothing where it was removed.
  package static func shown(_ hook: Hook) -> String { WebAddress(hook.address)?.shown ?? "" }

  /// Nobody is shown a secret that nothing could sign with.
  private func requireKey() throws(OperationError) {
    guard seat.agency.identifierKey.isEmpty else { return }
    throw OperationError(
      .configuration,
      Wording(
        "the key of agency \(seat.agency.code), which signs for webhooks, is not here", "机构 \(seat.agency.code) 的密钥不在此处，无法为 Webhook 签名"),
      remedy: Wording("name the key file with ALLOT_KEY_FILE", "请用 ALLOT_KEY_FILE 指定密钥文件"))
  }

  /// All that is wrong, in one refusal.
  private static func all(_ faults: [OperationError]) -> OperationError {
    OperationError(
      .usage, faults.map(\.what).joined(by: Wording("; ", "；")), remedy: faults.compactMap(\.remedy).joined(by: Wording("; ", "；")))
  }

  private static func address(_ text: String) throws(OperationError) -> WebAddress {
    if let place = WebAddress(text) { return place }
    throw OperationError(
      .usage,
      text.isEmpty
        ? Wording("the address is missing", "缺少地址") : Wording("this is no address that can be told anything", "这不是可推送的地址"),
      remedy: Wording(
        "write https://HOST/…, without user or password; http:// only to 127.0.0.1 and localhost",
        "请写 https://主机/…，不含用户名和密码；http:// 只可用于 127.0.0.1 和 localhost"))
  }

  private static func name(_ text: String) throws(OperationError) -> String {
    // Numbers name them, too.
    let isName = (1...60).contains(text.count) && Int(text) == nil && !text.unicodeScalars.contains(where: Shown.isControl)
    guard isName, text.first?.isWhitespace == false, text.last?.isWhitespace == false else {
      throw OperationError(
        .usage,
        text.isEmpty
          ? Wording("the name is missing", "缺少名称")
          : Wording("a webhook has a name of 1 to 60 characters that is no number", "Webhook 订阅的名称为 1 至 60 个字符，且不是数字"),
        remedy: Wording("call it after the program that is told: dialler, data-warehouse", "请以接收程序命名：dialler、data-warehouse"))
    }
    return text
  }

  private static func topics(_ words: [String]) throws(OperationError) -> [Topic] {
    var topics: Set<Topic> = []
    for word in words {
      guard let topic = Topic(rawValue: word) else {
        let all = Topic.allCases.map(\.rawValue)
        let (shown, hint) = (Quoted.typed(word), Suggestion.hint(for: word, among: all))
        throw OperationError(
          .usage, Wording("\(shown.en) is no topic", "\(shown.zh)不是主题") + (hint.map { Wording("; ", "；") + $0 } ?? .none),
          remedy: Wording("write some of: \(all.joined(separator: ", "))", "请写以下几种：\(all.joined(separator: "、"))"))
      }
      topics.insert(topic)
    }
    return Topic.allCases.filter(topics.contains)
  }
}
