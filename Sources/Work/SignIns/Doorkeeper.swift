import Desks
import Digest
import Faults
import Portfolio
import Register
package import Schema
import Speech
import Synchronization
import Tasks

/// Lets people in who come over HTTP: by a token that is sent along, or by a sign-in that a browser keeps. Nobody is let in without, also while the
/// agency knows nobody: who reaches the port need not be who reaches the database.
package final class Doorkeeper: Sendable {
  private let store: Store
  /// Whom we let in a moment ago: so long a token that was revoked elsewhere still counts.
  private let known = Mutex<[Key: (admission: Admission, until: ContinuousClock.Instant)]>([:])
  private let agenciesKnown = Mutex<(agencies: [Agency], until: ContinuousClock.Instant)?>(nil)
  /// scrypt takes 32 MiB a guess.
  private let guesses = Turnstile(places: 2, waiting: 16)
  private struct Key: Hashable {
    var agency: Int64?
    var digest: [UInt8]
  }

  /// For so long somebody who was let in is let in again without asking the database.
  package static let memory = Duration.seconds(2)
  /// A sign-in ends after so many seconds.
  package static let longest = 12 * 3600
  /// And when it was not used for so many.
  package static let idle = 2 * 3600
  /// Whoever knows his password has so many seconds for the code.
  static let forACode = 600
  private static let most = 10_000

  /// `store`: its connections are those that requests may use.
  package init(store: Store) { self.store = store }

  /// Agencies that the daemon's login serves, by code.
  package func agencies() async throws -> [Agency] {
    if let kept = agenciesKnown.withLock({ $0 }), kept.until > .now { return kept.agencies }
    let agencies = try await store.register.agencies()
    agenciesKnown.withLock { $0 = (agencies, .now + Self.memory) }
    return agencies
  }

  /// Whose token it is, of whichever agency. Throws `NotAdmitted`.
  package func admit(token: String) async throws -> Admission {
    let key = Key(agency: nil, digest: SHA256.hash(token))
    if let admission = remembered(key) { return admission }
    guard let (agency, person) = try await owner(of: token) else { throw NotAdmitted.token }
    return remember(key, Admission(seat: seat(agency, person), way: .token))
  }

  /// Whose sign-in it is; `cookie` is what `open` gave. Throws `NotAdmitted`.
  package func admit(cookie: String) async throws -> Admission {
    guard let (agency, secret) = try await kept(cookie) else { throw NotAdmitted.signIn }
    let key = Key(agency: agency.id, digest: SHA256.hash(secret))
    if let admission = remembered(key) { return admission }
    guard let (person, signIn) = try await store.register.person(signedInBy: key.digest, idle: Self.idle, agency: agency) else {
      throw NotAdmitted.signIn
    }
    let proof = Hex.encode(HMACSHA256.code(for: Array("allot form".utf8), key: Array(secret.utf8)))
    return remember(key, Admission(seat: seat(agency, person), way: .signIn(signIn, proof: proof)))
  }

  /// Opens a sign-in for whoever has a token, and the password too where his person has one. Gives the cookie. Throws `NotAdmitted`.
  package func open(token: String, password: String?) async throws -> Entry {
    guard let (agency, person) = try await owner(of: token) else { throw NotAdmitted.token }
    guard let kept = try await store.register.password(of: person.name, agency: agency)?.kept else {
      return try await open(agency, person, .token, forgetting: false)
    }
    let lock = FailureLock(store.register, agency, name: person.name)
    try await lock.requireOpen()
    guard try await isRight(password ?? "", kept) else { throw try await lock.failed(.password) }
    return try await open(agency, person, .token)
  }

  /// The same by name and password; `code` names the agency where there are several. Throws `NotAdmitted`.
  package func open(name: String, password: String, agency code: String?) async throws -> Entry {
    let agencies = try await agencies()
    guard let agency = code == nil && agencies.count == 1 ? agencies.first : agencies.first(where: { $0.code == code }) else {
      throw NotAdmitted.password
    }
    let lock = FailureLock(store.register, agency, name: name)
    try await lock.requireOpen()
    let found = try await store.register.password(of: name, agency: agency)
    // A name that is not known takes as long.
    let isRight = try await isRight(password, found?.kept ?? Self.nobody)
    guard isRight, let found, found.kept != nil else { throw try await lock.failed(.password) }
    return try await open(agency, found.person, .password)
  }

  /// Whether a link would let somebody in, which it does once: whoever opens it again is told so before he tries. Throws `NotAdmitted` where it would not.
  package func look(at link: String) async throws {
    for agency in try await agencies() {
      if try await store.register.isSignInLinkOpen(SHA256.hash(link), agency: agency) { return }
    }
    throw NotAdmitted.link
  }

  /// The same by a link that counts once. Throws `NotAdmitted`.
  package func open(link: String) async throws -> Entry {
    for agency in try await agencies() {
      if let person = try await store.register.useSignInLink(SHA256.hash(link), agency: agency) {
        return try await open(agency, person, .link)
      }
    }
    throw NotAdmitted.link
  }

  /// Lets in whoever brought the code of his second factor for what `open` gave him. Gives the cookie that counts from now on. Throws `NotAdmitted`.
  package func admit(code: String, for cookie: String) async throws -> String {
    guard let (agency, awaiting) = try await kept(cookie) else { throw NotAdmitted.signIn }
    let digest = SHA256.hash(awaiting)
    guard let person = try await store.register.personAwaited(by: digest, agency: agency) else { throw NotAdmitted.signIn }
    let lock = FailureLock(store.register, agency, name: person.name)
    try await lock.requireOpen()
    guard try await SecondFactorCheck.isRight(code, of: person.name, store.register, agency) else { throw try await lock.failed(.code) }
    let secret = Hex.encode(SHA256.randomBytes())
    try await store.register.admitSignIn(
      digest, as: SHA256.hash(secret), of: person, seconds: Self.longest, subject: lock.subject, agency: agency)
    return "\(agency.id).\(secret)"
  }

  /// Forgets everybody: what was ended counts from now on.
  package func forget() {
    known.withLock { $0.removeAll() }
    agenciesKnown.withLock { $0 = nil }
  }

  private func open(_ agency: Agency, _ person: Person, _ way: SignInWay, forgetting: Bool = true) async throws -> Entry {
    let secret = Hex.encode(SHA256.randomBytes())
    let awaitsCode = try await store.register.secondFactor(of: person.name, agency: agency)?.factor.confirmedAt != nil
    try await store.register.openSignIn(
      SHA256.hash(secret), of: person, by: way, seconds: awaitsCode ? Self.forACode : Self.longest,
      subject: forgetting ? FailureLock.subject(person.name) : nil, awaitsCode: awaitsCode, agency: agency)
    return Entry(cookie: "\(agency.id).\(secret)", awaitsCode: awaitsCode)
  }

  /// The agency and the secret of a cookie; nil for what is none.
  private func kept(_ cookie: String) async throws -> (Agency, String)? {
    let parts = cookie.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let id = Int64(parts[0]), parts[1].utf8.count == 64,
      let agency = try await agencies().first(where: { $0.id == id })
    else { return nil }
    return (agency, parts[1])
  }

  private func owner(of token: String) async throws -> (Agency, Person)? {
    guard token.utf8.count <= 200 else { return nil }
    for agency in try await agencies() {
      if let person = try await store.register.person(token: token, agency: agency) { return (agency, person) }
    }
    return nil
  }

  private func seat(_ agency: Agency, _ person: Person) -> Seat { Seat(store: store, agency: agency, actor: ActingUser(person)) }

  private func remembered(_ key: Key) -> Admission? {
    known.withLock { known in known[key].flatMap { $0.until > .now ? $0.admission : nil } }
  }

  private func remember(_ key: Key, _ admission: Admission) -> Admission {
    known.withLock { known in
      if known.count >= Self.most { known.removeAll() }
      known[key] = (admission, .now + Self.memory)
    }
    return admission
  }

  private static let nobody = KeptPassword(salt: Array(repeating: 0, count: 16), digest: [], cost: 15, blockSize: 8, parallel: 1)

  private func isRight(_ password: String, _ kept: KeptPassword) async throws -> Bool {
    let cost = Scrypt.Cost(cost: Int(kept.cost), blockSize: Int(kept.blockSize), parallel: Int(kept.parallel))
    let digest = try await guesses.through {
      try await BlockingThread.run { Scrypt.hash(String(password.prefix(1_000)), salt: kept.salt, cost) }
    }
    guard let digest else { throw NotAdmitted.busy }
    return digest.map { Scrypt.isSame($0, kept.digest) } ?? false
  }
}

extension Doorkeeper {
  /// Whether a form brought the proof. Takes the same time wherever they differ.
  package static func isSame(_ given: String, _ proof: String) -> Bool {
    !proof.isEmpty && Scrypt.isSame(Array(given.utf8), Array(proof.utf8))
  }
}
