package import Desks
import Discretion
package import Faults
package import Speech

/// `allot.conf`: one `name = value` a line, `#` begins a comment line. The same settings can be given on the command line, which wins.
package struct ConfigurationFile: Sendable, Equatable {
  /// Where it is looked for unless `ALLOT_CONFIG` names another.
  package static let standardPath = "/etc/allot/allot.conf"
  /// libpq connection string or URI.
  package var database: String?
  /// Directory of the private database and its keys.
  package var stateDirectory: String?
  /// `host:port` of the console.
  package var listen: String?
  /// A level of swift-log: trace, debug, info, notice, warning, error, critical.
  package var logLevel: String?
  /// Seconds a lease lasts without renewal, 2…600.
  package var leaseSeconds: String?
  /// `zh` or `en`: the language of what is said, unless `ALLOT_LANGUAGE` or `--language` names one.
  package var language: Language?
  /// Folder of policy files that the daemon watches.
  package var policyDirectory: String?
  /// The program that takes mail, as `sendmail` does, and its arguments.
  package var sendmail: String?
  /// Who sends mail.
  package var mailFrom: String?
  /// Directory of report files.
  package var reportDirectory: String?
  /// What messages link to.
  package var reportLink: String?
  /// Names under which browsers know the console.
  package var webHosts: String?
  /// Addresses of the proxies in front of the console.
  package var webProxy: String?
  /// Requests a second and person.
  package var webRate: String?
  /// Networks beside the public internet to which webhooks may be sent.
  package var hookNetworks: String?

  /// Nothing set: what holds when there is no file.
  package init() {}

  /// Reads the text; `path` is for messages. Throws with `EX_CONFIG` and the line at fault.
  package init(_ text: String, path: String) throws(OperationError) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingBlanks()
      if line.isEmpty || line.hasPrefix("#") { continue }
      let place = "\(path):\(index + 1)"
      guard let equals = line.firstIndex(of: "=") else {
        throw OperationError(
          .configuration, Wording("\(place): this line has no “=”", "\(place)：这一行没有“=”"),
          remedy: Wording("write: name = value", "请写成：名称 = 值"))
      }
      try set(line[..<equals].trimmingBlanks(), String(line[line.index(after: equals)...].trimmingBlanks()), place)
    }
  }

  private mutating func set(_ name: Substring, _ value: String, _ place: String) throws(OperationError) {
    let twice = OperationError(.configuration, Wording("\(place): “\(name)” is set twice", "\(place)：“\(name)”设置了两次"))
    let field: WritableKeyPath<ConfigurationFile, String?>
    switch name {
    case "database": field = \.database
    case "state_dir": field = \.stateDirectory
    case "listen": field = \.listen
    case "log_level": field = \.logLevel
    case "lease_seconds": field = \.leaseSeconds
    case "policy_dir": field = \.policyDirectory
    case "sendmail": field = \.sendmail
    case "mail_from": field = \.mailFrom
    case "report_dir": field = \.reportDirectory
    case "report_link": field = \.reportLink
    case "web_hosts": field = \.webHosts
    case "web_proxy": field = \.webProxy
    case "web_rate": field = \.webRate
    case "webhook_networks": field = \.hookNetworks
    case "language":
      guard language == nil else { throw twice }
      guard let chosen = Language(rawValue: value) else {
        let shown = Quoted.typed(value)
        throw OperationError(
          .configuration, Wording("\(place): \(name) is \(shown.en)", "\(place)：\(name) 的值是\(shown.zh)"),
          remedy: Wording("write zh or en", "请写 zh 或 en"))
      }
      language = chosen
      return
    default:
      let shown = Quoted.named(name)
      let known = [
        "database", "state_dir", "listen", "log_level", "lease_seconds", "language", "policy_dir", "sendmail", "mail_from", "report_dir",
        "report_link", "web_hosts", "web_proxy", "web_rate", "webhook_networks",
      ]
      throw OperationError(
        .configuration, Wording("\(place): unknown setting \(shown.en)", "\(place)：不认识的设置\(shown.zh)"),
        remedy: Wording("known are: \(known.joined(separator: ", "))", "请使用：\(known.joined(separator: "、"))"))
    }
    guard self[keyPath: field] == nil else { throw twice }
    self[keyPath: field] = value
  }

  /// The folder of policy files that is watched; nil when none is.
  package var watchedPolicies: String? { policyDirectory.flatMap { $0.isEmpty ? nil : $0 } }

  /// Throws with `EX_CONFIG` when `lease_seconds` is no number in its range.
  package func leaseTerms(path: String) throws(OperationError) -> LeaseTerms {
    guard let leaseSeconds else { return .standard }
    guard let seconds = Int(leaseSeconds), (2...600).contains(seconds) else {
      let shown = Quoted.typed(leaseSeconds)
      throw OperationError(
        .configuration, Wording("\(path): lease_seconds is \(shown.en)", "\(path)：lease_seconds 的值是\(shown.zh)"),
        remedy: Wording("write a number from 2 to 600", "请写 2 到 600 之间的数"))
    }
    return LeaseTerms(seconds: seconds)
  }

  /// The language of what is said where no option names one: that of `ALLOT_LANGUAGE`, else of this file, else of the locale.
  package func language(environment: [String: String]) -> Language {
    environment["ALLOT_LANGUAGE"].flatMap(Language.init(rawValue:)) ?? language ?? .of(environment)
  }

  /// The file that `ALLOT_CONFIG` names, which must exist, or the standard one, which may be missing.
  package static func load(environment: [String: String]) throws(OperationError) -> (file: ConfigurationFile, path: String) {
    let named = environment["ALLOT_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    let path = named ?? standardPath
    guard named != nil || FileAccess.exists(path) else { return (ConfigurationFile(), path) }
    let bytes = try FileAccess.read(path, limit: 1 << 20)
    return (try ConfigurationFile(String(decoding: bytes, as: UTF8.self), path: path), path)
  }
}

extension StringProtocol {
  /// Without blanks at both ends.
  func trimmingBlanks() -> SubSequence {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
