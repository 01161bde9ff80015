package import Desks
import Glibc

/// The process's own facts.
package enum Process {
  /// Names and values; the last of one name counts.
  package static var environment: [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let pair = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
      entry += 1
    }
    return result
  }

  /// Whether journald reads stderr. It sets the variable for its services; a terminal may have inherited it.
  package static var writesToJournal: Bool { environment["JOURNAL_STREAM"] != nil && isatty(2) == 0 }

  /// What the process knows of whoever started it.
  package static var access: Access.Process {
    let environment = environment
    func named(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
    let isOfMachine = Self.isOfMachine
    return Access.Process(
      token: named("ALLOT_TOKEN"), osUser: osUser(isOfMachine), isOfMachine: isOfMachine,
      sudoUser: getuid() == 0 ? named("SUDO_USER") : nil,
      claimed: named("ALLOT_USER"))
  }

  private static func osUser(_ isOfMachine: Bool) -> String {
    guard isOfMachine else { return "uid \(getuid()) of a user namespace" }
    if let entry = getpwuid(getuid()), let name = entry.pointee.pw_name { return String(cString: name) }
    return "uid \(getuid())"
  }

  /// Whether every user is the machine's: outside of a user namespace all numbers stand for themselves. Where the kernel does not say, there are none.
  private static var isOfMachine: Bool {
    guard let file = fopen("/proc/self/uid_map", "r") else { return true }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return true }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.split(whereSeparator: \.isWhitespace).map(String.init) == ["0", "0", "4294967295"]
  }
}
