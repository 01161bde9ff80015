import Digest
import Portfolio
import Reception
import Register
import Speech
import Web

/// What somebody looked at before he agreed: from which text to which, of which round, with which simulation. A form bears it.
enum ChangeSeal {
  /// The same as long as the same would be agreed to.
  static func of(_ change: PolicyChange) -> String {
    var parts = [String(change.number), String(change.round), change.simulation ?? "", change.effectiveOn.map { "\($0)" } ?? ""]
    for file in change.files {
      parts += [file.kind.rawValue, file.name, Hex.encode(file.fromDigest ?? []), Hex.encode(file.toDigest ?? [])]
    }
    return Hex.encode(SHA256.hash(Fields.bytes(parts)).prefix(12))
  }

  /// Refuses a form that was filled in beside something else than is there now.
  static func require(_ change: PolicyChange, _ form: FormFields) throws(Refusal) {
    guard form["seal"] == of(change) else {
      throw Refusal(
        409, "changed",
        Wording("change \(change.number) was edited or simulated anew since you looked at it", "您查看之后，变更 \(change.number) 已被修改或重新模拟"),
        remedy: Wording("nothing was done; look at it again, then decide", "未作任何操作；请重新查看后再决定"))
    }
  }
}
