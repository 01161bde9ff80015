import Digest
package import Faults
package import Hooks
import Portfolio
package import Schema
import Speech

/// What signs the messages to a webhook. It stands nowhere: it is derived from the agency's key, so that whoever reads the table, a dump or a backup has no
/// secret, and whoever has one secret has no other.
package enum HookSecret {
  /// What they begin with: whoever finds one in a file knows what it is.
  package static let prefix = "allot_hook_"

  /// Of one generation, under the agency's key of that number. Throws with `EX_CONFIG` where the key is not here.
  static func derive(_ hook: Hook, generation: Int, keyID: Int32, agency: Agency) throws(OperationError) -> String {
    let text = "allot webhook \(agency.id) \(hook.number) \(generation) \(Hex.encode(hook.salt))"
    return prefix
      + Hex.encode(
        try agency.derived(text, key: keyID, for: Wording("which signs for webhooks", "无法为 Webhook 签名")))
  }

  /// The present one. Throws with `EX_CONFIG` where the agency's key is not here.
  static func present(of hook: Hook, agency: Agency) throws(OperationError) -> String {
    try derive(hook, generation: hook.generation, keyID: hook.keyID, agency: agency)
  }

  /// Those that sign now: the present one, and the one before while it counts. Throws with `EX_CONFIG` where a key is not here.
  package static func all(of hook: Hook, agency: Agency) throws(OperationError) -> [String] {
    let present = try present(of: hook, agency: agency)
    guard hook.previousUntil != nil, let before = hook.previousKeyID else { return [present] }
    return [present, try derive(hook, generation: hook.generation - 1, keyID: before, agency: agency)]
  }
}
