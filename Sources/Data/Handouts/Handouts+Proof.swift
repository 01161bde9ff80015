package import Portfolio
import Postgres
package import Register
package import Schema

/// One client's part of a run with what proves it; docs/packages.md has the format.
package struct ClientProof: Sendable {
  /// Numbers by which the client's leaf names agency and client.
  package var agency: Int64
  package var client: Int32
  /// Opens the leaf and the digests of case numbers; other clients have others.
  package var salt: [UInt8]
  package var part: RunSeal.Part
  package var path: RunSeal.Path
  /// 32 bytes, as the audit has it.
  package var root: [UInt8]
}

/// What a run did with one client's cases.
package struct ClientRows: Sendable {
  /// Every decision, in order of case.
  package var decisions: [SealedDecision] = []
  /// Cases that stayed, in order of case.
  package var stays: [SealedStay] = []
  /// The policies of the run, as decisions name them.
  package var policies: [SealedPolicy] = []
  /// nil where the run's seal does not allow one; `gap` says why.
  package var proof: ClientProof?
  package var gap: Gap?

  /// Why nothing can be proved.
  package enum Gap: String, Sendable {
    /// The run was sealed before there were salts, over all clients in one tree.
    case olderSeal = "older_seal"
    /// The run takes cases until its hour is over.
    case open
    /// The client was not there yet.
    case without
    /// Retention has removed decisions or the rules by which cases stayed.
    case purged
    /// What is there is not what was sealed.
    case changed
  }
}

extension Handouts {
  /// Number of a client; nil for a name that nobody has.
  package func clientNumber(_ name: String, agency: Agency) async throws -> Int32? {
    try await database.transaction(agency: agency.id) { connection in
      try connection.query("SELECT client_id FROM allot.client WHERE agency_id = \(agency.id) AND name = \(name)").first?[0, as: Int32.self]
    }
  }

  /// Decisions and stays of one client, with the proof. What is there is compared with what was sealed before anything is called proved.
  package func clientRows(run: RunID, client: Int32, agency: Agency) async throws -> ClientRows {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      let sealed = try connection.query(
        "SELECT merkle_root, seal_salt FROM allot.run WHERE agency_id = \(agency.id) AND run_id = \(run)"
      ).only().decode([UInt8]?.self, [UInt8]?.self)
      // Without a seal rows are read with a salt of nobody: their digests open nothing.
      let seal = try RunSeal.kept(connection, run, agency.id)
      let reader = try SealReader(connection, run: run, agency: agency.id, salt: seal?.salt ?? .none)
      var rows = ClientRows()
      rows.policies = reader.policies
      var trees = PartTrees()
      try reader.forEachDecision(of: client) {
        trees.add(decision: $0)
        rows.decisions.append($0)
      }
      try reader.forEachStay(of: client) {
        trees.add(stay: $0)
        rows.stays.append($0)
      }
      guard let root = sealed.0 else {
        rows.gap = .open
        return rows
      }
      guard let seal else {
        rows.gap = .olderSeal
        return rows
      }
      guard let path = seal.path(to: client), let part = seal.parts.first(where: { $0.client == client }) else {
        rows.gap = .without
        return rows
      }
      guard trees.parts([client]) == [part], seal.root == root else {
        rows.gap = rows.decisions.count < part.decisions || rows.stays.count < part.stays ? .purged : .changed
        return rows
      }
      rows.proof = ClientProof(agency: agency.id, client: client, salt: seal.salt.ofClient(client), part: part, path: path, root: root)
      return rows
    }
  }
}
