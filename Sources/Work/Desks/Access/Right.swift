package import Faults
package import Portfolio
package import Register
package import Schema
import Speech

/// What a command needs. Who has it stands in one table.
package enum Right: String, CaseIterable, Sendable {
  /// Cases, people, runs, decisions, reports.
  case see
  /// Files of cases, people and facts.
  case `import`
  /// Runs, dry runs, repeated runs.
  case run
  /// Store policies and put them in force as far as one person may.
  case policy
  /// Be the second person: policies, moves above the limit, plans behind a brake.
  case approve
  /// Move, swap, pin, release, exclude by hand.
  case move
  /// Read the audit and check its seals.
  case audit
  /// Read doubtful conversations and say what they are.
  case review
  /// Hours and leave of one person, by hand.
  case hours
  /// People, tokens, keys, retention and erasure. Nobody's role: the owner of the database has it.
  case administer

  /// The table of rights.
  package var roles: Set<Role> {
    switch self {
    case .see: [.manager, .approver, .lead, .auditor, .integrator]
    case .import: [.manager, .integrator]
    case .run: [.manager]
    case .policy: [.manager]
    case .approve: [.approver]
    case .move: [.manager, .lead]
    case .audit: [.manager, .approver, .auditor]
    case .review: [.manager, .lead]
    case .hours: [.manager, .lead, .integrator]
    case .administer: []
    }
  }
}

/// Who acts, as it is written beside everything he does, and what he may do.
package struct ActingUser: Sendable, Hashable {
  /// The person's name in the agency; the operating system's name, or what he calls himself, where the agency knows nobody.
  package var name: String
  /// Empty for the owner of the database, who needs none.
  package var roles: Set<Role>
  /// The owner of the database, or anybody while the agency never had users: may do everything.
  package var isOwner: Bool
  /// An owner who works under a name of his own: bound by his roles, but not locked out of adding people.
  package var mayAdminister: Bool
  /// A lead moves cases among the people of this team only, and enters their hours and leave; nil = of all.
  package var team: String?
  /// Somebody without rights, unless roles or ownership are given, and of no team.
  package init(name: String, roles: Set<Role> = [], isOwner: Bool = false, mayAdminister: Bool = false) {
    self.name = name
    self.roles = roles
    self.isOwner = isOwner
    self.mayAdminister = mayAdminister
  }

  /// Somebody whom the agency knows.
  package init(_ person: Person, mayAdminister: Bool = false) {
    self.init(name: person.name, roles: Set(person.roles), mayAdminister: mayAdminister)
    team = roles.contains(.manager) ? nil : person.team
  }

  /// Whether a role, or the database being his, gives the right.
  package func has(_ right: Right) -> Bool {
    isOwner || !roles.isDisjoint(with: right.roles) || (mayAdminister && right == .administer)
  }

  /// Throws with `EX_NOPERM` when the right is missing.
  package func require(_ right: Right) throws(OperationError) {
    guard !has(right) else { return }
    let needed = Role.allCases.filter(right.roles.contains).map(\.rawValue)
    let whom =
      needed.isEmpty
      ? Wording("the owner of the database", "数据库所有者")
      : Wording("the role " + needed.joined(separator: " or "), "角色 " + needed.joined(separator: " 或 "))
    let own = Role.allCases.filter(roles.contains).map(\.rawValue)
    throw OperationError(
      .noPermission,
      Wording("\(name) may not do this: it needs \(whom.en)", "\(name) 无权执行此操作：需要\(whom.zh)"),
      remedy: Wording(
        "\(name) is \(own.isEmpty ? "nobody yet" : own.joined(separator: ", ")); see: allot user list",
        "\(name) \(own.isEmpty ? "目前没有任何角色" : "目前的角色：" + own.joined(separator: "、"))；请查看：allot user list"))
  }
}

/// Finds out who acts: by token, else as PostgreSQL let him in, else as the operating system knows him.
package struct Access: Sendable {
  /// What the process knows of itself.
  package struct Process: Sendable {
    /// `ALLOT_TOKEN`.
    package var token: String?
    /// The name of the process's user, as the kernel has it.
    package var osUser: String
    /// Whether that user is one of the machine: in a user namespace anybody is whom he likes, and nobody is known by his name there.
    package var isOfMachine: Bool
    /// `SUDO_USER` of a process that is the machine's root: for the records of the private database, whose files root can read and write anyway.
    package var sudoUser: String?
    /// `ALLOT_USER`: how somebody wants to be called, believed only while the agency never had users.
    package var claimed: String?
    /// What the environment and the kernel say, read once at the start of the process.
    package init(token: String?, osUser: String, isOfMachine: Bool = true, sudoUser: String? = nil, claimed: String?) {
      self.token = token
      self.osUser = osUser
      self.isOfMachine = isOfMachine
      self.sudoUser = isOfMachine ? sudoUser : nil
      self.claimed = claimed
    }

    /// How the operating system knows whoever acts, and whether that is worth anything. What the server's kernel saw at its socket goes first; what the
    /// environment says counts with the private database only.
    func osName(peer: String?, isEmbedded: Bool) -> (name: String, isKnown: Bool) {
      if let peer { return (peer, true) }
      if isEmbedded, let sudoUser { return (sudoUser, true) }
      return (osUser, isOfMachine)
    }
  }

  /// `isEmbedded`: the database is the private one. Throws with `EX_NOPERM` for a token that does not count and for strangers.
  package static func resolve(_ process: Process, store: Store, isEmbedded: Bool, agency: Agency) async throws -> ActingUser {
    if let token = process.token {
      guard let person = try await store.register.person(token: token, agency: agency) else {
        throw OperationError(
          .noPermission,
          Wording("the token in ALLOT_TOKEN is unknown, revoked or past its day", "ALLOT_TOKEN 中的令牌不存在、已作废或已过期"),
          remedy: Wording("ask for a new one: allot user token NAME", "请申请新令牌：allot user token NAME"))
      }
      return ActingUser(person)
    }
    let role = try await store.register.sessionRole()
    // Whoever reaches the private database can read its files as well.
    let isOwner = isEmbedded || role.isOwner
    let (osName, isKnown) = process.osName(peer: role.peer, isEmbedded: isEmbedded)
    var known = try await store.register.person(databaseUser: role.user, agency: agency)
    if known == nil, isKnown { known = try await store.register.person(osUser: osName, agency: agency) }
    if let known { return ActingUser(known, mayAdminister: isOwner) }
    // Who was disabled stays in the list: an agency that ever had users is never open to everybody again.
    guard try await !store.register.people(agency: agency).isEmpty else {
      return ActingUser(name: process.claimed ?? osName, isOwner: true)
    }
    if isOwner { return ActingUser(name: osName, isOwner: true) }
    let user = isKnown ? osName : "USER"
    throw OperationError(
      .noPermission,
      Wording(
        "agency \(agency.code) does not know \(osName) (database user \(role.user))",
        "机构 \(agency.code) 没有登记 \(osName)（数据库用户 \(role.user)）"),
      remedy: Wording(
        "the owner of the database adds people: allot user add NAME --role manager --db-user LOGIN, or --os-user \(user), "
          + "or gives a token: allot user token NAME",
        "请数据库所有者添加人员：allot user add NAME --role manager --db-user LOGIN（或 --os-user \(user)），或发放令牌：allot user token NAME"))
  }
}
