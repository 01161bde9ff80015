package import Answers
package import ArgumentParser
package import Desks
package import Faults
package import Speech
package import Webhooks

/// What the tool gives to commands that stand in a room of their own: its options, the way to a seat, and where answers go.
package protocol CommandFrame: ParsableArguments {
  /// The language of this command line.
  static var told: Language { get }
  /// A seat at the agency that was named, or at the only one.
  func withSeat<Value>(_ body: (Seat) async throws -> Value) async throws -> Value
  /// Prints it, as text or as JSON.
  func say(_ answer: Answer)
  /// With what webhooks are posted to from this machine.
  func hookTools() throws -> HookTools
  /// What a command throws that has said everything and ends with a status.
  func ending(_ status: ExitStatus) -> any Error
}
