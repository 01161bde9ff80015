import Digest
import Faults

/// One step of the schema. Applied once, in order of version, never changed afterwards: its digest stands in the database.
struct Migration: Sendable {
  let version: Int
  let name: String
  let sql: String

  /// What the digest of an applied migration must be.
  var digest: [UInt8] { SHA256.hash(sql) }

  /// All steps this program knows, ascending.
  static let all: [Migration] = {
    let steps = [
      initial, replay, accounts, moves, seals, people, roles, explanations, runsAndInvariants, teams, tone, counted, review, oneVersion,
      labels, rules, receivers, ledger, security, waiting, masking, agents, leave, months, spoken, changes, deliveries, packages,
      signIns, webhooks, caseList, secondFactor, knownThen,
    ]
    return steps + (FaultHook.tomorrow.map { [Migration(version: (steps.last?.version ?? 0) + 1, name: "tomorrow", sql: $0)] } ?? [])
  }()
}
