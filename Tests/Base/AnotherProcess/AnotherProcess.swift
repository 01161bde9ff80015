import Glibc

/// A test once more in processes of their own. Sets and dictionaries have another order in each process, so what depends on that order shows only
/// beside another process, never by doing the same twice in this one.
package enum AnotherProcess {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }
  private static let variable = "ALLOT_ANOTHER_PROCESS"

  /// What the test of this name, the caller, hands over here when it runs in two other processes: one with hashes by a seed of its own, one by the seed
  /// that is always the same. In those processes `text` is what they answer, and nothing comes back.
  package static func texts(besides text: String, of test: String = #function) throws -> [String] {
    if let path = getenv(variable).map({ String(cString: $0) }) {
      try write(text, to: path)
      return []
    }
    return try [false, true].map { try run(String(test.prefix { $0 != "(" }), isSeedFixed: $0) }
  }

  private static func run(_ test: String, isSeedFixed: Bool) throws -> String {
    var template = Array("/tmp/allot-another-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw Failure(description: "no file in /tmp: error \(errno)") }
    close(descriptor)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let arguments = ["/proc/self/exe", "--testing-library", "swift-testing", "--filter", test]
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = environment(path, isSeedFixed: isSeedFixed).map { strdup($0) } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // What they say of themselves is said here already.
    for descriptor: Int32 in [1, 2] { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0) }
    var pid: pid_t = 0
    let refused = posix_spawn(&pid, arguments[0], &actions, nil, &argv, &envp)
    guard refused == 0 else { throw Failure(description: "the tests cannot be started again: error \(refused)") }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 { guard errno == EINTR else { throw Failure(description: "lost a process: error \(errno)") } }
    let text = try read(path)
    guard status == 0, !text.isEmpty else { throw Failure(description: "\(test) ended with \(status) in another process") }
    return text
  }

  private static func environment(_ path: String, isSeedFixed: Bool) -> [String] {
    // As this process was started.
    let ours = (try? read("/proc/self/environ"))?.split(separator: "\0").map(String.init) ?? []
    return ours.filter { !$0.hasPrefix("SWIFT_DETERMINISTIC_HASHING=") } + ["\(variable)=\(path)"]
      + (isSeedFixed ? ["SWIFT_DETERMINISTIC_HASHING=1"] : [])
  }

  private static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw Failure(description: "cannot write \(path): error \(errno)") }
    let isWritten = fputs(text, file) >= 0
    guard fclose(file) == 0, isWritten else { throw Failure(description: "cannot write \(path): error \(errno)") }
  }

  private static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw Failure(description: "cannot read \(path): error \(errno)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
