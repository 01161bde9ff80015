import Portfolio
import Postgres
import Schema
import Speech

/// What identifies a contact code: the source's own code and how its mapping read it.
struct CodeKey: Hashable {
  var source: String
  var raw: String
  /// What the mapping made of it; the same raw code read differently is another key.
  package var code: ContactCode
  init(_ row: AttemptRow) {
    source = row.source
    raw = row.rawCode
    code = row.code
  }
  init(source: String, raw: String, code: ContactCode) {
    self.source = source
    self.raw = raw
    self.code = code
  }
}

extension FeedChunk {
  /// Ids of the contact codes of `rows`, new ones made. Ids count from 0 without gaps.
  func codeIDs(_ rows: [AttemptRow]) throws -> [CodeKey: Int32] { try codeIDs(of: rows.lazy.map(CodeKey.init)) }

  /// The same for codes by themselves.
  func codeIDs(of keys: some Sequence<CodeKey>) throws -> [CodeKey: Int32] {
    var wanted: [CodeKey] = []
    var seen: Set<CodeKey> = []
    for key in keys where seen.insert(key).inserted { wanted.append(key) }
    guard !wanted.isEmpty else { return [:] }
    var ids = try knownCodes(of: Set(wanted.map(\.source)).sorted())
    let missing = wanted.filter { ids[$0] == nil }
    guard !missing.isEmpty else { return ids }
    let first = try connection.query("SELECT coalesce(max(code_id) + 1, 0) FROM allot.contact_code WHERE agency_id = \(agency)")
      .only()[0, as: Int32.self]
    for (offset, key) in missing.enumerated() { ids[key] = first + Int32(offset) }
    try connection.execute(
      """
      INSERT INTO allot.contact_code (agency_id, code_id, source, raw_code, channel, outcome, party, automatic, inbound)
      SELECT \(agency), * FROM unnest(\(missing.map { ids[$0] ?? 0 }), \(missing.map(\.source)), \(missing.map(\.raw)),
        \(missing.map { Int16($0.code.channel.rawValue) }), \(missing.map { Int16($0.code.outcome.rawValue) }),
        \(missing.map { Int16($0.code.party.rawValue) }), \(missing.map(\.code.automatic)), \(missing.map(\.code.inbound)))
      """)
    return ids
  }

  private func knownCodes(of sources: [String]) throws -> [CodeKey: Int32] {
    let rows = try connection.query(
      """
      SELECT code_id, source, raw_code, channel, outcome, party, automatic, inbound FROM allot.contact_code
      WHERE agency_id = \(agency) AND source = ANY (\(sources))
      """
    ).decode(Int32.self, String.self, String.self, Int16.self, Int16.self, Int16.self, Bool.self, Bool.self)
    var ids: [CodeKey: Int32] = [:]
    for (id, source, raw, channel, outcome, party, automatic, inbound) in rows {
      let code = try ContactCode(stored: channel, outcome, party, automatic: automatic, inbound: inbound)
      ids[CodeKey(source: source, raw: raw, code: code)] = id
    }
    return ids
  }
}

extension ContactCode {
  /// Reads a row of `contact_code`.
  package init(stored channel: Int16, _ outcome: Int16, _ party: Int16, automatic: Bool, inbound: Bool) throws {
    guard let channel = Channel(rawValue: UInt8(clamping: channel)), let outcome = ContactOutcome(rawValue: UInt8(clamping: outcome)),
      let party = Party(rawValue: UInt8(clamping: party))
    else {
      throw StoreError.invalid(
        Wording(
          "a contact code in the database was written by a newer allot; use that one", "数据库中有由更新的 allot 写入的联系代码；请使用该版本"))
    }
    self.init(channel: channel, outcome: outcome, party: party, automatic: automatic, inbound: inbound)
  }
}
