package import Desks
import Discretion
package import Faults

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

  /// Nothing set: what holds when there is no file.
  package init() {}

  /// Reads the text; `path` is for messages. Throws with `EX_CONFIG` and the line at fault.
  package init(_ text: String, path: String) throws(OperationError) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingBlanks()
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let equals = line.firstIndex(of: "=") else {
        throw OperationError(.configuration, "\(path):\(index + 1): this line has no “=”", remedy: "write: name = value")
      }
      let name = line[..<equals].trimmingBlanks()
      let value = line[line.index(after: equals)...].trimmingBlanks()
      let field: WritableKeyPath<ConfigurationFile, String?>
      switch name {
      case "database": field = \.database
      case "state_dir": field = \.stateDirectory
      case "listen": field = \.listen
      case "log_level": field = \.logLevel
      case "lease_seconds": field = \.leaseSeconds
      default:
        throw OperationError(
          .configuration, "\(path):\(index + 1): unknown setting \(Shown.named(name))",
          remedy: "known are: database, state_dir, listen, log_level, lease_seconds")
      }
      guard self[keyPath: field] == nil else { throw OperationError(.configuration, "\(path):\(index + 1): “\(name)” is set twice") }
      self[keyPath: field] = String(value)
    }
  }

  /// Throws with `EX_CONFIG` when `lease_seconds` is no number in its range.
  package func leaseTerms(path: String) throws(OperationError) -> LeaseTerms {
    guard let leaseSeconds else { return .standard }
    guard let seconds = Int(leaseSeconds), (2...600).contains(seconds) else {
      throw OperationError(.configuration, "\(path): lease_seconds is \(Shown.typed(leaseSeconds))", remedy: "write a number from 2 to 600")
    }
    return LeaseTerms(seconds: seconds)
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
