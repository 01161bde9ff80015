import Glibc
import Postgres
import Schema
import Tasks
import Testing

struct SystemFailure: Error { let number = errno }

/// The built executable, beside the test bundle.
enum Tool {
  static let path: String = {
    guard let resolved = realpath("/proc/self/exe", nil) else { return "allot" }
    defer { free(resolved) }
    let own = String(cString: resolved)
    return String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)]) + "/allot"
  }()

  struct Result: Sendable {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs to the end, on a thread of its own. What is printed as JSON has to be as docs/json.md describes it, whatever the test looks at.
  static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Result {
    let result = try await BlockingThread.run {
      let process = try Child(arguments, environment: environment)
      return try process.finish()
    }
    JSONPage.watch(arguments, result)
    return result
  }
}

/// A running child with its output in files: no pipe can fill up.
final class Child: Sendable {
  let pid: pid_t
  private let scratch: Scratch
  private var directory: String { scratch.path }

  /// `program`: another than the tool.
  init(_ arguments: [String], environment: [String: String], program: String = Tool.path) throws {
    scratch = try Scratch()
    let directory = scratch.path
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, directory + "/out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, directory + "/err", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    // Only what the test says: nothing of the developer's own database may leak in.
    let variables = ["PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin", "ALLOT_CONFIG": "/dev/null"].merging(
      environment
    ) { $1 }
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let result = posix_spawn(&pid, program, &actions, nil, &argv, &envp)
    guard result == 0 else {
      Issue.record("cannot start \(program): error \(result)")
      throw SystemFailure()
    }
    self.pid = pid
  }

  func signal(_ number: Int32) { kill(pid, number) }

  var errors: String { Child.text(directory + "/err") }

  /// Waits for the end; blocks. A signal counts as 128 + its number.
  func finish() throws -> Tool.Result {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 { guard errno == EINTR else { throw SystemFailure() } }
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
    return Tool.Result(status: code, output: Child.text(directory + "/out"), errors: errors)
  }

  static func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
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

/// A directory of one test, removed with it.
final class Scratch: Sendable {
  let path: String
  init() throws {
    var template = Array("/tmp/allot-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemFailure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  deinit {
    // Files and empty directories, deepest first.
    let names = try? Scratch.walk(path)
    for name in names ?? [] { if unlink(name) != 0 { rmdir(name) } }
    rmdir(path)
  }
  func write(_ name: String, _ text: String) throws -> String { try write(name, bytes: Array(text.utf8)) }
  func write(_ name: String, bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    guard let handle = fopen(file, "w") else { throw SystemFailure() }
    defer { fclose(handle) }
    guard fwrite(bytes, 1, bytes.count, handle) == bytes.count else { throw SystemFailure() }
    return file
  }
  static func walk(_ path: String) throws -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let full = path + "/" + name
      if entry.pointee.d_type == UInt8(DT_DIR) { found += try walk(full) }
      found.append(full)
    }
    return found
  }
}

/// A small agency that obeys the same files as a real one.
enum Files {
  /// The shipped policy for cards without its tests, for those who change its rules.
  static func card() throws -> String {
    let text = try Repository.text("policies/retail-card.yaml")
    return String(text[..<(text.firstRange(of: "\ntests:")?.lowerBound ?? text.endIndex)]) + "\n"
  }

  static let agency = """
    agency: test
    name: 测试 Agency
    timezone: Asia/Shanghai
    currency: CNY
    rates: { USD: 7.10 CNY }
    calendar: { weekdays: mon..fri }
    workload:
      effort: { unknown: 12 min, normal: 15 min, abnormal: 6 min, cooperative: 10 min, uncooperative: 25 min }
      limits: { portfolio: 80..400, new_per_day: { usual: 60, batch_day: 500 } }
    brakes: { recalled: "> 3%", moved: "> 5%", unassigned: "> 1%", class_changed: "> 10%", first_night: publish }
    approval: { policies: one person, moves_above: 20 cases }

    """
  static let policy = """
    policy: everything
    valid: { from: 2020-01-01 }
    covers: { client: "*" }
    stay: [{ when: { promise: open } }]
    stop: [{ when: { flag: [attorney, cease_contact, deceased] }, owner: keeps, counts_as_load: no }]
    classify: { profile: cn-mobile-2026 }
    route:
      - { rule: everyone, to: { teams: "*" } }
    together: { same: debtor, if_not_authorised: split }
    recall: { forced: 60 working days }
    fair: { new_cases: within 1, new_amount: within 5%, load: within 10% }

    """
}
