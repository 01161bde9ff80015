import CLibPQ
import Glibc
import Logging
import Speech

/// Opens connections. Blocks: only for our own threads.
struct Connector: Sendable {
  let configuration: DatabaseConfiguration
  let logger: Logger

  /// An open connection, or why there is none.
  func open(interrupt: Interrupt? = nil) throws(PostgresError) -> Connection {
    try checkSettings()
    guard let handle = start() else {
      throw PostgresError(.connectFailed(.unreachable), Wording("libpq has no memory for a connection", "libpq 没有内存建立连接"))
    }
    // Only verbose messages carry the SQLSTATE of a refused connection, and it must be asked for before the refusal.
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
    do throws(PostgresError) {
      if hostCount(handle) > 1 {
        // libpq itself goes from host to host, with a time-out for each; it starts over with the verbosity set.
        PQreset(handle)
        guard PQstatus(handle) == CONNECTION_OK else { throw refusal(handle) }
      } else {
        try finish(handle, interrupt)
      }
      try checkVersion(handle)
    } catch {
      PQfinish(handle)
      throw error
    }
    PQsetErrorVerbosity(handle, PQERRORS_DEFAULT)
    let connection = Connection(taking: handle, agencyGuard: configuration.agencyGuard, logger: logger)
    if configuration.statementTimeout > 0 { try connection.script("SET statement_timeout = \(configuration.statementTimeout)") }
    return connection
  }

  private func checkSettings() throws(PostgresError) {
    if let problem = ConnectionText(configuration.conninfo).problem { throw PostgresError(.connectFailed(.invalidSettings), problem) }
    var reason: UnsafeMutablePointer<CChar>?
    defer { PQfreemem(reason) }
    guard let options = PQconninfoParse(configuration.conninfo, &reason) else {
      // The reason quotes parts of the string, perhaps of the password.
      let text = reason.map { PostgresError.masked(String(cString: $0)) } ?? ""
      throw PostgresError(.connectFailed(.invalidSettings), Self.firstLine(text))
    }
    PQconninfoFree(options)
  }

  private func start() -> OpaquePointer? {
    // Later entries win: what stands before dbname (the connection string) is a default, what follows is not negotiable.
    let settings: [(String, String)] = [
      ("connect_timeout", "\(configuration.connectTimeout)"), ("keepalives", "1"), ("keepalives_idle", "2"), ("keepalives_interval", "1"),
      ("keepalives_count", "3"), ("tcp_user_timeout", "4000"), ("application_name", configuration.applicationName),
      ("dbname", configuration.conninfo), ("client_encoding", "UTF8"),
    ]
    let keys = settings.map { strdup($0.0) }
    let values = settings.map { strdup($0.1) }
    defer { (keys + values).forEach { free($0) } }
    let keyPointers = keys.map { UnsafePointer($0) } + [nil]
    let valuePointers = values.map { UnsafePointer($0) } + [nil]
    return PQconnectStartParams(keyPointers, valuePointers, 1)
  }

  private func finish(_ handle: OpaquePointer, _ interrupt: Interrupt?) throws(PostgresError) {
    guard PQstatus(handle) != CONNECTION_BAD else { throw refusal(handle) }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(max(configuration.connectTimeout, 1))
    var direction = PGRES_POLLING_WRITING
    while direction != PGRES_POLLING_OK {
      guard direction != PGRES_POLLING_FAILED else { throw refusal(handle) }
      if interrupt?.isRequested == true { throw PostgresError(.cancelled, Wording("the task was cancelled while connecting", "任务在连接时已取消")) }
      let remaining = deadline - clock.now
      guard remaining > .zero else {
        let address = address(handle)
        throw PostgresError(
          .connectFailed(.timedOut),
          Wording(
            "no answer from \(address.en) within \(configuration.connectTimeout) s", "\(address.zh) \(configuration.connectTimeout) 秒内没有应答")
        )
      }
      let events = direction == PGRES_POLLING_READING ? POLLIN : POLLOUT
      var descriptor = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
      // Short waits, so that a cancelled task is noticed.
      if poll(&descriptor, 1, Int32(min(remaining, .milliseconds(100)) / .milliseconds(1)) + 1) > 0 { direction = PQconnectPoll(handle) }
    }
  }

  private func checkVersion(_ handle: OpaquePointer) throws(PostgresError) {
    let version = Int(PQserverVersion(handle))
    guard version > 0, version / 10_000 < PostgresError.oldestServer else { return }
    throw PostgresError(
      .connectFailed(.tooOld),
      address(handle)
        + Wording(
          ": PostgreSQL \(version / 10_000) answers there; expected \(PostgresError.oldestServer) or newer",
          "：应答的是 PostgreSQL \(version / 10_000)；应为 \(PostgresError.oldestServer) 或更新版本"))
  }

  private func hostCount(_ handle: OpaquePointer) -> Int {
    guard let options = PQconninfo(handle) else { return 1 }
    defer { PQconninfoFree(options) }
    var count = 1
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val, ["host", "hostaddr"].contains(String(cString: keyword)) {
        count = max(count, String(cString: value).split(separator: ",", omittingEmptySubsequences: false).count)
      }
      option += 1
    }
    return count
  }

  private func address(_ handle: OpaquePointer) -> Wording {
    // The environment may have put a whole connection string in the place of a name.
    let host = PQhost(handle).map { ConnectionText.plain(String(cString: $0)) } ?? ""
    let port = PQport(handle).map { ConnectionText.plain(String(cString: $0)) } ?? ""
    let database = PQdb(handle).map { ConnectionText.plain(String(cString: $0)) } ?? ""
    return Wording(
      "\(host.isEmpty ? "the default host" : host) port \(port), database \"\(database)\"",
      "\(host.isEmpty ? "默认主机" : host) 端口 \(port)，数据库“\(database)”")
  }

  private func refusal(_ handle: OpaquePointer) -> PostgresError {
    let settings = [PQhost(handle), PQport(handle), PQdb(handle), PQuser(handle)].compactMap { $0.map { String(cString: $0) } }
    let text = ConnectionText.plain(PQerrorMessage(handle).map { String(cString: $0) } ?? "", without: settings)
    let state = Self.sqlState(in: text)
    let kind: PostgresError.ConnectFailure =
      switch state {
      case let state? where state.hasPrefix("28"): .authentication
      case "3D000": .noSuchDatabase
      case "57P01", "57P02", "57P03", "53300": .notReady
      case .some: .refused
      case nil: PQconnectionNeedsPassword(handle) == 1 ? .authentication : .unreachable
      }
    let reasons = Self.reasons(in: text)
    // Of several servers each reason names its own.
    let what =
      reasons.count > 1
      ? reasons.map(Wording.init(same:)).joined(by: Wording("; ", "；"))
      : address(handle) + Wording(": ", "：") + (reasons.first.map(Wording.init(same:)) ?? Self.firstLine(text))
    return PostgresError(.connectFailed(kind), what, sqlState: state)
  }

  /// "connection to server at … failed: FATAL:  28P01: password authentication failed …" for every server that was tried; the lines on the source of a
  /// message are left out.
  static func reasons(in text: String) -> [String] {
    var found: [String] = []
    for line in text.split(whereSeparator: \.isNewline).map(String.init)
    where line.hasPrefix("connection to server") && !found.contains(line) {
      found.append(line)
    }
    return found
  }

  private static func firstLine(_ text: String) -> Wording {
    text.split(whereSeparator: \.isNewline).first.map { Wording(same: String($0)) } ?? PostgresError.noReason
  }

  /// The last SQLSTATE in libpq's verbose messages (`FATAL:  28P01: …`): with several hosts, that of the last one tried.
  static func sqlState(in text: String) -> String? {
    var found: String?
    let isStateCharacter = { (character: Character) in character.isASCII && (character.isNumber || character.isUppercase) }
    for line in text.split(whereSeparator: \.isNewline) {
      let pieces = line.split(separator: ":", omittingEmptySubsequences: false)
      for (piece, next) in zip(pieces, pieces.dropFirst()) {
        let word = piece.drop { $0 == " " }
        if piece.hasPrefix("  "), word.count == 5, word.allSatisfy(isStateCharacter), next.hasPrefix(" ") { found = String(word) }
      }
    }
    return found
  }
}
