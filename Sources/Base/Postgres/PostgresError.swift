package import Speech

/// What went wrong between us and PostgreSQL, with what the server said.
///
/// `text`, and `description`, which is the same in English for logs, never hold parameter or column values. `detail` may (a duplicate key's
/// values): show it only to those who may see the row.
package struct PostgresError: Error, Sendable {
  /// The family of the failure: what the caller can do about it.
  package enum Kind: Sendable, Hashable {
    /// The server refused the statement; the connection lives. See `sqlState`.
    case server
    /// The connection broke while in use, or was found broken. What was not committed is rolled back.
    case connectionLost
    /// No connection came about.
    case connectFailed(ConnectFailure)
    /// The server stopped the statement (SQLSTATE 57014), or no pooled connection became free in time (no SQLSTATE).
    case timeout
    /// The task was cancelled.
    case cancelled
    /// COMMIT was sent and its answer lost: the transaction may or may not be in the database. Look it up; never just run it again.
    case commitUnknown
    /// A value did not have the type that was asked for.
    case decoding
    /// The caller used this client wrongly.
    case usage
  }

  /// Why no connection came about.
  package enum ConnectFailure: Sendable, Hashable {
    /// Wrong password, unknown role, or refused by pg_hba.conf.
    case authentication
    /// The database does not exist.
    case noSuchDatabase
    /// Nothing answers at the address.
    case unreachable
    /// The server is starting up, shutting down, or has no slot left.
    case notReady
    /// No answer within the connect time-out.
    case timedOut
    /// The connection string cannot be read.
    case invalidSettings
    /// The server is older than what this client needs, see ``PostgresError/oldestServer``.
    case tooOld
    /// Another refusal by the server, see `sqlState`.
    case refused
  }

  /// The family of the failure.
  package var kind: Kind
  /// The five characters of SQLSTATE, when the server gave them.
  package var sqlState: String?
  /// What happened, in one line; values are masked. What the server or libpq says stays in its own words.
  package var what: Wording
  /// `what` in English, for logs and for looking at what a server said.
  package var message: String { what.en }
  /// The server's detail. May hold column values: not for logs.
  package var detail: String?
  /// The server's hint.
  package var hint: String?
  /// The violated constraint.
  package var constraint: String?
  /// The table concerned.
  package var table: String?
  /// The column concerned.
  package var column: String?
  /// Position of the error in the statement, in characters from 1.
  package var position: Int?
  /// The statement's text with `$1`… for parameters; never their values.
  package var sql: String?

  /// An error of this client; the server's fields are set afterwards where there are any.
  package init(_ kind: Kind, _ what: Wording, sqlState: String? = nil, sql: String? = nil) {
    self.kind = kind
    self.what = what
    self.sqlState = sqlState
    self.sql = sql
  }

  /// In the words of the server or of libpq, or in words for developers: of a value that does not fit, of a wrong use of this client.
  init(_ kind: Kind, said message: String, sqlState: String? = nil, sql: String? = nil) {
    self.init(kind, Wording(same: message), sqlState: sqlState, sql: sql)
  }
}

extension PostgresError {
  /// The oldest major version whose SQL this program's statements are written for and tested on.
  package static var oldestServer: Int { 15 }

  /// Whether, and how often, the whole transaction may be run again.
  package enum RetryClass: Sendable, Hashable {
    /// Never: it would fail again, or might happen twice.
    case never
    /// Once.
    case once
    /// As often as the caller's limit allows, with back-off.
    case always
  }

  /// The retry class: serialization failures, deadlocks, lock time-outs, restarts and lost connections are worth another try.
  package var retryClass: RetryClass {
    switch kind {
    case .cancelled, .commitUnknown, .decoding, .usage: .never
    case .connectionLost, .connectFailed(.unreachable), .connectFailed(.notReady), .connectFailed(.timedOut): .always
    case .connectFailed: .never
    case .timeout: sqlState == nil ? .never : .once
    case .server:
      switch sqlState ?? "" {
      case "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300": .always
      case let state where state.hasPrefix("08"): .always
      default: .never
      }
    }
  }

  /// Whether running the whole transaction again can help.
  package var isRetryable: Bool { retryClass != .never }

  /// Whether a unique constraint was violated (SQLSTATE 23505).
  package var isUniqueViolation: Bool { sqlState == "23505" }
}

extension PostgresError: CustomStringConvertible {
  /// One or two lines for a person: what happened, where, and the statement.
  package var text: Wording {
    var text = heading
    if let sqlState { text = text + " [\(sqlState)]" }
    text = text + Wording(": ", "：") + what
    if let constraint { text = text + Wording(" (constraint \(constraint))", "（约束 \(constraint)）") }
    if let hint { text = text + Wording(". Hint: \(hint)", "。提示：\(hint)") }
    if let sql {
      text = text + Wording("\n  in: ", "\n  语句：") + Self.excerpt(sql)
      if let position { text = text + Wording(" (at character \(position))", "（第 \(position) 个字符处）") }
    }
    return text
  }
  /// `text` in English, for logs.
  package var description: String { text.en }

  private var heading: Wording {
    switch kind {
    case .server: Wording("PostgreSQL refused the statement", "PostgreSQL 拒绝执行语句")
    case .connectionLost: Wording("the connection to PostgreSQL was lost", "与 PostgreSQL 的连接已断开")
    case .connectFailed: Wording("cannot connect to PostgreSQL", "无法连接 PostgreSQL")
    case .timeout: Wording("PostgreSQL took too long", "PostgreSQL 超时")
    case .cancelled: Wording("the database work was cancelled", "数据库操作已取消")
    case .commitUnknown:
      Wording(
        "the answer to COMMIT was lost; whether the transaction was committed is unknown", "未收到 COMMIT 的应答；不知事务是否已提交")
    case .decoding: Wording("a value from PostgreSQL is not what was asked for", "PostgreSQL 返回的值与所要求的不符")
    case .usage: Wording("the database client was used wrongly", "数据库客户端使用有误")
    }
  }

  private static func excerpt(_ sql: String) -> String {
    let words = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 200 ? words.prefix(200) + "…" : words
  }
}

extension PostgresError {
  /// Where neither the server nor libpq says why.
  static let noReason = Wording("no reason was given", "未说明原因")

  /// A server's message with every quoted value replaced: data exceptions quote what they could not read.
  static func masked(_ message: String) -> String {
    var result = ""
    var isInside = false
    for character in message {
      if character == "\"" {
        if !isInside { result += "\"…\"" }
        isInside.toggle()
      } else if !isInside {
        result.append(character)
      }
    }
    return result
  }
}
