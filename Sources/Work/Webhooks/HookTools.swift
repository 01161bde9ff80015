package import Couriers

/// With what webhooks are posted to: what this machine allows.
package struct HookTools: Sendable {
  /// To which addresses a message may go.
  package var gate: AddressGate
  /// Name and version of this program.
  package var program: String
  /// For so long an answer is waited for.
  package var patienceMilliseconds = 15_000
  /// Seconds for which a webhook that was taken is nobody else's; longer than anything that is waited for.
  package var takenSeconds = 60

  /// As the configuration says.
  package init(gate: AddressGate, program: String) { (self.gate, self.program) = (gate, program) }
}
