import Digest
package import Portfolio
import Postgres
package import Schema

/// What a run's root is made of: one leaf a client, salted so that a client's part is shown by the digests beside it and these say nothing of the
/// others. docs/packages.md has the format to the byte.
package struct RunSeal: Sendable {
  /// One client's part of a run.
  package struct Part: Sendable, Hashable {
    /// Number of the client.
    package var client: Int32
    /// Decisions about his cases, and the root over them in order of case.
    package var decisions: Int
    /// 32 bytes.
    package var decisionsRoot: [UInt8]
    /// His cases that stayed by a rule the run kept, and the root over them in order of case.
    package var stays: Int
    /// 32 bytes.
    package var staysRoot: [UInt8]
  }

  /// The secret bytes of one run. Nobody outside the agency sees them; a client sees what is made of them for him.
  package struct Salt: Sendable {
    let bytes: [UInt8]
    private let numbersKey: [UInt8]

    /// Of a run without one: what is digested with it opens nothing and proves nothing.
    package static let none = Salt([])

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      numbersKey = HMACSHA256.code(for: Array("numbers".utf8), key: bytes)
    }

    /// What a client is shown: it opens his leaf and the digests of his case numbers, and no other client's.
    package func ofClient(_ client: Int32) -> [UInt8] { HMACSHA256.code(for: Array("client \(client)".utf8), key: bytes) }

    /// Stands for the numbers behind a decision, which speak of other people and cases: they are bound and not shown.
    func numbers(_ texts: [String]) -> String { Hex.encode(HMACSHA256.code(for: Fields.bytes(texts), key: numbersKey)) }

    /// A leaf that belongs to nobody: there are 2ⁿ leaves, and at least 16, so that their number hides how many clients there are.
    fileprivate func filler(_ number: Int) -> [UInt8] { HMACSHA256.code(for: Array("empty \(number)".utf8), key: bytes) }
  }

  /// Where a client's leaf stands: the digests beside the way up to the root, the lowest first.
  package struct Path: Sendable {
    /// A digest beside the way.
    package struct Step: Sendable {
      /// Whether it stands left of the way.
      package var isLeft: Bool
      /// 32 bytes.
      package var digest: [UInt8]
    }
    /// From the leaf up.
    package var steps: [Step] = []
  }

  let agency: Int64
  let run: RunID
  let slot: Day
  /// Of the run.
  package let salt: Salt
  /// Ascending by client.
  package var parts: [Part]

  private var leaves: [(client: Int32?, hash: [UInt8])] {
    var leaves: [(client: Int32?, hash: [UInt8])] = parts.map { ($0.client, leaf($0)) }
    var width = 16
    while width < leaves.count { width *= 2 }
    for number in leaves.count..<width { leaves.append((nil, salt.filler(number))) }
    // By their digests: the place of a leaf tells nothing.
    return leaves.sorted { $0.hash.lexicographicallyPrecedes($1.hash) }
  }

  private func leaf(_ part: Part) -> [UInt8] {
    MerkleTree.leaf(
      salt.ofClient(part.client)
        + Fields.bytes([
          "client", String(agency), String(run), slot.description, String(part.client), String(part.decisions),
          Hex.encode(part.decisionsRoot),
          String(part.stays), Hex.encode(part.staysRoot),
        ]))
  }

  /// 32 bytes over all clients' leaves.
  package var root: [UInt8] {
    var row = leaves.map(\.hash)
    while row.count > 1 { row = stride(from: 0, to: row.count, by: 2).map { MerkleTree.node(row[$0], row[$0 + 1]) } }
    return row[0]
  }

  /// The way from a client's leaf to the root; nil when the run was sealed without him.
  package func path(to client: Int32) -> Path? {
    let leaves = leaves
    guard var place = leaves.firstIndex(where: { $0.client == client }) else { return nil }
    var (row, path) = (leaves.map(\.hash), Path())
    while row.count > 1 {
      let beside = place ^ 1
      path.steps.append(Path.Step(isLeft: beside < place, digest: row[beside]))
      row = stride(from: 0, to: row.count, by: 2).map { MerkleTree.node(row[$0], row[$0 + 1]) }
      place /= 2
    }
    return path
  }
}

/// The tree of one client while its leaves stream by.
package struct PartTrees {
  private var decisions: [Int32: (tree: MerkleTree, count: Int)] = [:]
  private var stays: [Int32: (tree: MerkleTree, count: Int)] = [:]

  /// No leaves yet.
  package init() {}

  /// The next decision, in order of case.
  package mutating func add(decision: SealedDecision) { Self.add(decision.fields, of: decision.client, to: &decisions) }
  /// The next stay, in order of case.
  package mutating func add(stay: SealedStay) { Self.add(stay.fields, of: stay.client, to: &stays) }

  private static func add(_ fields: [String], of client: Int32, to trees: inout [Int32: (tree: MerkleTree, count: Int)]) {
    trees[client, default: (MerkleTree(), 0)].tree.append(Fields.bytes(fields))
    trees[client]?.count += 1
  }

  /// Everybody's part; `clients` have one even where nothing of theirs was touched.
  package func parts(_ clients: Set<Int32>) -> [RunSeal.Part] {
    clients.union(decisions.keys).union(stays.keys).sorted().map { client in
      let (decided, stayed) = (decisions[client] ?? (MerkleTree(), 0), stays[client] ?? (MerkleTree(), 0))
      return RunSeal.Part(
        client: client, decisions: decided.count, decisionsRoot: decided.tree.root, stays: stayed.count, staysRoot: stayed.tree.root)
    }
  }
}
