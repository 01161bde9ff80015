import Glibc
import HooksTesting

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
    try await tellOthers()
  }

  /// Other programs: one that is there, and one that nobody may reach.
  private mutating func tellOthers() async throws {
    let receiver = try HookReceiver()
    _ = try scratch.write("allot.conf", "webhook_networks = 127.0.0.1\n")
    try await ask("webhook", "add", "dialler", receiver.address, "--topic", "run.published", "--topic", "moves.done")
    try await ask("webhook", "test", "dialler")
    try await ask("webhook", "renew", "dialler")
    try carrier("/bin/true")
    try await ask("webhook", "test", "1", status: 69)
    try await Server.execute(
      database, "UPDATE allot.webhook SET sent_at = made_at, error = 'x', attempts = 1, failures = 1")
    try await Server.execute(
      database,
      """
      INSERT INTO allot.webhook_try (agency_id, hook, try, kind, message, first_position, last_position, outcome, milliseconds)
      SELECT agency_id, hook, 3, 'changes', tag || '-1-2', 1, 2, 'failed', 7 FROM allot.webhook
      """)
    try await ask("webhook", "pause", "dialler")
    try await ask("webhook", "list")
    try await ask("webhook", "show", "dialler")
    try await ask("webhook", "renew", "dialler")
    try await ask("webhook", "resume", "dialler")
    try await ask("webhook", "remove", "dialler")
  }

  /// A list that comes back in a folder, and the seed of samples to come.
  mutating func handBack(_ run: String) async throws {
    mkdir(scratch.path + "/back", 0o700)
    _ = try scratch.write("back/list.csv", "run,collector\n\(run),C0003\n")
    try await ask("import", "folder", scratch.path + "/back")
    try await ask("audit", "seed", "autumn audit")
  }
}
