package import Speech

/// A connection string or URI as it may be shown: which server, which database, who; nothing that could be a password or a piece of one.
///
/// What cannot be taken apart beyond doubt is not shown at all, and libpq is not asked either: it would quote the piece it stumbled over, which is a
/// piece of the password as often as not.
package struct ConnectionText: Sendable, Equatable {
  /// For messages: `host=db.local port=5432 dbname=allot user=li`, in the words of libpq.
  package let shown: Wording
  /// What is wrong with the string; nil when it can be taken apart.
  package let problem: Wording?

  /// What may be seen of the settings. All others may hold secrets, or paths to them.
  private static let harmless: Set<String> = [
    "host", "hostaddr", "port", "dbname", "user", "service", "sslmode", "target_session_attrs", "application_name", "connect_timeout",
  ]

  /// Takes a string apart as libpq does; an empty one leaves everything to the environment.
  package init(_ text: String) {
    let isURI = text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    switch isURI ? Self.uri(text) : Self.words(text) {
    case .success(let settings):
      problem = nil
      let parts = settings.filter { Self.harmless.contains($0.name) && !$0.value.isEmpty }.map { "\($0.name)=\(Self.plain($0.value))" }
      shown =
        parts.isEmpty
        ? Wording("the server of the PG… environment variables", "PG… 环境变量所指的服务器") : Wording(same: parts.joined(separator: " "))
    case .failure(let fault):
      problem = fault.text
      shown = Wording("a connection string that cannot be read", "无法读取的连接字符串")
    }
  }

  /// One setting as it may be shown. Where a whole connection string stands in the place of one setting, as in `dbname=postgres://user:password@host`
  /// or in `PGDATABASE`, it is `…`: it may hold a password.
  static func plain(_ value: String) -> String { isString(value) ? "…" : value }

  /// A text of libpq or of the server without the settings that are connection strings, also where the server cut them to the length of a name.
  static func plain(_ text: String, without values: [String]) -> String {
    var text = text
    for value in values where isString(value) {
      text = text.replacing(value, with: "…")
      let cut = String(decoding: value.utf8.prefix(63), as: UTF8.self).replacing("\u{FFFD}", with: "")
      text = text.replacing(cut, with: "…")
    }
    return text
  }

  /// A URI or `name=value …`, also with the signs encoded as in a URI.
  private static func isString(_ value: String) -> Bool {
    let decoded = value.lowercased().replacing("%3a", with: ":").replacing("%2f", with: "/").replacing("%3d", with: "=")
    return decoded.contains("://") || decoded.contains("=")
  }

  private struct Setting {
    var name: String
    var value: String
  }
  private struct Fault: Error {
    var text: Wording
  }

  private static let encoded = Wording(
    "signs such as @ : / ? # and % in a user or password are written %40 %3A %2F %3F %23 %25",
    "用户名或密码中的 @ : / ? # % 等符号应写成 %40 %3A %2F %3F %23 %25")

  /// `postgres://user:password@host:port,host:port/dbname?name=value&…`.
  private static func uri(_ text: String) -> Result<[Setting], Fault> {
    guard let scheme = text.firstRange(of: "://") else { return .failure(Fault(text: Wording("it is no URI", "不是 URI"))) }
    var rest = text[scheme.upperBound...]
    var query: Substring = ""
    // A second @, or one behind a slash, a question mark or a number sign, belongs to a password that is not encoded.
    let signs = rest.indices.filter { rest[$0] == "@" }
    let authorityEnd = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    if let at = signs.first {
      guard at < authorityEnd || hasQuery(rest, before: at) else { return .failure(Fault(text: encoded)) }
      if at < authorityEnd, signs.dropFirst().contains(where: { !hasQuery(rest, before: $0) }) { return .failure(Fault(text: encoded)) }
    }
    var settings: [Setting] = []
    if let at = signs.first, at < authorityEnd {
      let login = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard login.allSatisfy({ isEncoded($0) }), login.count < 2 || !login[1].contains(":") else { return .failure(Fault(text: encoded)) }
      settings.append(Setting(name: "user", value: String(login[0])))
      rest = rest[rest.index(after: at)...]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    let path = rest.firstIndex(of: "/")
    guard let hosts = hosts(rest[..<(path ?? rest.endIndex)]) else {
      return .failure(Fault(text: Wording("its host or port is none; ", "主机或端口不成立；") + encoded))
    }
    settings = hosts + settings
    if let path {
      let name = rest[rest.index(after: path)...]
      guard isEncoded(name), !name.contains("/"), !name.contains("@") else { return .failure(Fault(text: encoded)) }
      settings.append(Setting(name: "dbname", value: String(name)))
    }
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, isName(parts[0]), isEncoded(parts[1]) else {
        return .failure(Fault(text: Wording("its part after “?” is not name=value; ", "“?”之后的部分不是 name=value；") + encoded))
      }
      settings.append(Setting(name: String(parts[0]), value: String(parts[1])))
    }
    return .success(settings)
  }

  /// Whether a question mark with a name and `=` stands before the place: what follows is a value of the query.
  private static func hasQuery(_ text: Substring, before place: Substring.Index) -> Bool {
    guard let mark = text.firstIndex(of: "?"), mark < place else { return false }
    let piece = text[text.index(after: mark)..<place].split(separator: "&", omittingEmptySubsequences: false).last ?? ""
    guard let equals = piece.firstIndex(of: "=") else { return false }
    return isName(piece[..<equals])
  }

  private static func hosts(_ text: Substring) -> [Setting]? {
    var names: [String] = []
    var ports: [String] = []
    for one in text.split(separator: ",", omittingEmptySubsequences: false) {
      var host = one
      var port: Substring = ""
      if one.hasPrefix("["), let end = one.firstIndex(of: "]") {
        host = one[...end]
        port = one[one.index(after: end)...].drop { $0 == ":" }
      } else if let colon = one.firstIndex(of: ":") {
        host = one[..<colon]
        port = one[one.index(after: colon)...]
      }
      guard port.utf8.allSatisfy({ (48...57).contains($0) }), port.utf8.count <= 5, isEncoded(host) else { return nil }
      names.append(String(host))
      ports.append(String(port))
    }
    let port = ports.contains { !$0.isEmpty } ? [Setting(name: "port", value: ports.joined(separator: ","))] : []
    return [Setting(name: "host", value: names.joined(separator: ","))] + port
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "_") || (48...57).contains($0) }
  }

  /// No blank, control character or number sign, and every % before two hexadecimal digits.
  private static func isEncoded(_ text: Substring) -> Bool {
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.popFirst() {
      if scalar.value <= 0x20 || scalar.value == 0x7F || scalar == "#" { return false }
      if scalar == "%", !(rest.count >= 2 && rest.prefix(2).allSatisfy { $0.properties.isASCIIHexDigit }) { return false }
    }
    return true
  }

  /// `name = value name='value with blanks'`, with `\` before a quotation mark or a backslash.
  private static func words(_ text: String) -> Result<[Setting], Fault> {
    var settings: [Setting] = []
    var rest = Substring(text)
    func skip() { rest = rest.drop { $0.isWhitespace } }
    while true {
      skip()
      guard !rest.isEmpty else { return .success(settings) }
      let name = rest.prefix { !$0.isWhitespace && $0 != "=" }
      rest = rest.dropFirst(name.count)
      skip()
      // A value with a blank that is not in quotation marks ends here as well: what follows the blank is no name.
      guard isName(name), rest.first == "=" else {
        return .failure(
          Fault(
            text: Wording(
              "it is not name=value name=value …; a value with blanks stands in single quotation marks",
              "不是 name=value name=value …；含空格的值应放在单引号中")))
      }
      rest = rest.dropFirst()
      skip()
      guard let value = value(&rest) else { return .failure(Fault(text: Wording("a quotation mark is not closed", "引号没有闭合"))) }
      settings.append(Setting(name: String(name), value: value))
    }
  }

  private static func value(_ rest: inout Substring) -> String? {
    let isQuoted = rest.first == "'"
    if isQuoted { rest = rest.dropFirst() }
    var value = ""
    while let next = rest.popFirst() {
      if isQuoted ? next == "'" : next.isWhitespace { return value }
      if next == "\\", let escaped = rest.popFirst() { value.append(escaped) } else { value.append(next) }
    }
    return isQuoted ? nil : value
  }
}
