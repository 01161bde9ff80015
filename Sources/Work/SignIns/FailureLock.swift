import Digest
import Faults
import Portfolio
import Register
import Schema
import Speech

/// Counts guesses at somebody's password or code: from the third wrong one in a row on the door is closed for growing times, also to who knows it.
struct FailureLock: Sendable {
  let register: Register
  let agency: Agency
  /// What somebody called himself, as it may be kept.
  let subject: [UInt8]

  /// Of a name, known or not.
  init(_ register: Register, _ agency: Agency, name: String) {
    (self.register, self.agency, subject) = (register, agency, Self.subject(name))
  }

  static func subject(_ name: String) -> [UInt8] { SHA256.hash("allot sign-in \(name)") }

  /// Throws `NotAdmitted` while the door is closed.
  func requireOpen() async throws {
    let seconds = try await register.pause(of: subject, agency: agency)
    if seconds > 0 { throw NotAdmitted.closed(seconds) }
  }

  /// Counts a failure. Gives what to say: `wrong`, or that the door is closed from now on.
  func failed(_ wrong: NotAdmitted) async throws -> NotAdmitted {
    let seconds = try await register.noteFailure(of: subject, agency: agency)
    return seconds > 0 ? .closed(seconds) : wrong
  }
}
