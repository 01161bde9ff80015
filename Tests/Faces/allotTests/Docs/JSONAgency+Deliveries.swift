import Glibc

extension JSONAgency {
  /// The program that takes mail.
  func carrier(_ program: String) throws {
    _ = try scratch.write("allot.conf", "sendmail = \(program)\nmail_from = allot@example.org\nreport_dir = \(scratch.path)/reports\n")
  }

  /// A mail that goes out, one that does not, and what is said of them.
  mutating func deliver() async throws {
    try await ask("user", "address", "zhao", "--mail", "zhao@example.org")
    try await ask("report", "send", "1", "--to", "zhao", "--for", "manager")
    try carrier("/bin/false")
    try await ask("report", "send", "1", "--to", "zhao", "--for", "manager", status: 75)
    try await ask("report", "deliveries")
    try await ask("report", "retry", "1")
    try await ask("report", "rights")
    try await ask("report", "retry", "2")
  }

  /// A list that comes back in a folder, and the seed of samples to come.
  mutating func handBack(_ run: String) async throws {
    mkdir(scratch.path + "/back", 0o700)
    _ = try scratch.write("back/list.csv", "run,collector\n\(run),C0003\n")
    try await ask("import", "folder", scratch.path + "/back")
    try await ask("audit", "seed", "autumn audit")
  }
}
