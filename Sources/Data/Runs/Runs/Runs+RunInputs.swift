import Archive
import Digest
package import Portfolio
import Postgres
import Register
package import Schema
import Speech

extension Runs {
  /// Keeps what a run decides from, in one transaction; what an attempt before kept under the same run is replaced.
  package func keepInputs(
    _ snapshot: Snapshot, run: RunID, texts: [KeptText], arrivals: [Int64]?, software: String, rules: Int, agency: Agency
  ) async throws {
    try await database.transaction(agency: agency.id, settings: .patient) { connection in
      for table in ["run_input_block", "run_input"] {
        try connection.execute("DELETE FROM allot.\(raw: table) WHERE agency_id = \(agency.id) AND run_id = \(run)")
      }
      var hash = SHA256()
      var (blocks, total) = (Int32(0), Int64(0))
      // Not COPY, which row-level security refuses; blocks are large and few.
      try SnapshotArchive.write(snapshot) { block in
        try connection.execute(
          "INSERT INTO allot.run_input_block (agency_id, run_id, block, bytes) VALUES (\(agency.id), \(run), \(blocks), \(block))")
        hash.update(block)
        blocks += 1
        total += Int64(block.count)
      }
      let ids: SQL = arrivals.map { "\($0)" } ?? "NULL"
      try connection.execute(
        """
        INSERT INTO allot.run_input (agency_id, run_id, slot, software, digest, blocks, bytes, texts, arrivals, rules)
        VALUES (\(agency.id), \(run), \(snapshot.slot.date), \(software), \(hash.digest()), \(blocks), \(total), \(json: Self.json(texts)),
          \(ids), \(Int16(rules)))
        """)
    }
  }

  /// Notes what a run decided, part by part. Does nothing when its inputs are not kept.
  package func keepOutcome(_ parts: [OutcomePart], run: RunID, agency: Agency) async throws {
    let members = parts.map { "\(jsonString($0.name)):\"\(Hex.encode($0.digest))\"" }.joined(separator: ",")
    try await database.transaction(agency: agency.id) { connection in
      try connection.execute(
        "UPDATE allot.run_input SET outcome = \(json: "{\(members)}") WHERE agency_id = \(agency.id) AND run_id = \(run)")
    }
  }

  /// What is kept of a run; nil when nothing is (any more).
  package func runInput(_ run: RunID, agency: Agency) async throws -> RunInput? {
    try await database.transaction(agency: agency.id) { connection in
      let found = try connection.query(
        """
        SELECT software, digest, blocks, bytes, arrivals,
          (SELECT coalesce(sum(pg_column_size(b.bytes)), 0)::bigint FROM allot.run_input_block b WHERE b.agency_id = i.agency_id AND b.run_id = i.run_id),
          ARRAY(SELECT t ->> 'kind' FROM jsonb_array_elements(texts) t), ARRAY(SELECT t ->> 'name' FROM jsonb_array_elements(texts) t),
          ARRAY(SELECT (t ->> 'version')::int4 FROM jsonb_array_elements(texts) t), ARRAY(SELECT t ->> 'text' FROM jsonb_array_elements(texts) t),
          ARRAY(SELECT key FROM jsonb_each_text(outcome) ORDER BY key COLLATE "C"),
          ARRAY(SELECT value FROM jsonb_each_text(outcome) ORDER BY key COLLATE "C"), rules
        FROM allot.run_input i WHERE agency_id = \(agency.id) AND run_id = \(run)
        """)
      guard let row = found.first else { return nil }
      let (kinds, names) = (try row[6, as: [String].self], try row[7, as: [String].self])
      let (versions, texts) = (try row[8, as: [Int32].self], try row[9, as: [String].self])
      let kept = try kinds.indices.map { i in
        guard let kind = PolicyKind(rawValue: kinds[i]) else {
          throw StoreError.invalid(Wording("run \(run) keeps a text of an unknown kind", "运行 \(run) 保存了类型不明的文本"))
        }
        return KeptText(kind: kind, name: names[i], version: Int(versions[i]), text: texts[i])
      }
      let parts = zip(try row[10, as: [String].self], try row[11, as: [String].self]).map {
        OutcomePart(name: $0, digest: Hex.decode($1) ?? [])
      }
      return RunInput(
        run: run, software: try row[0, as: String.self], rules: Int(try row[12, as: Int16.self]), digest: try row[1, as: [UInt8].self],
        blocks: try row[2, as: Int.self],
        bytes: try row[3, as: Int64.self], storedBytes: try row[5, as: Int64.self], texts: kept, arrivals: try row[4, as: [Int64]?.self],
        outcome: parts)
    }
  }

  /// The frozen snapshot of a run, checked against its digest. Throws `invalid` when the kept bytes are damaged or of a later form.
  package func frozenSnapshot(_ input: RunInput, agency: Agency) async throws -> Snapshot {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      var block = 0
      var hash = SHA256()
      func next() throws -> [UInt8]? {
        let rows = try connection.query(
          "SELECT bytes FROM allot.run_input_block WHERE agency_id = \(agency.id) AND run_id = \(input.run) AND block = \(Int32(block))")
        guard let bytes = try rows.first?[0, as: [UInt8].self] else { return nil }
        block += 1
        hash.update(bytes)
        return bytes
      }
      let snapshot: Snapshot
      do {
        snapshot = try withoutActuallyEscaping(next) { try SnapshotArchive.read($0) }
      } catch let error as ArchiveError {
        throw StoreError.invalid(
          Wording(
            "the inputs of run \(input.run) cannot be read: \(error.description)", "运行 \(input.run) 的输入无法读取：\(error.what.zh)"))
      }
      guard hash.digest() == input.digest else {
        throw StoreError.invalid(
          Wording(
            "the inputs kept of run \(input.run) are not what the run wrote: their digest differs",
            "运行 \(input.run) 保存的输入已不是当时所写：摘要不符"))
      }
      return snapshot
    }
  }

  /// Removes the inputs of runs whose slot lies more than `days` before `slot`, and of attempts that another one took over.
  @discardableResult
  package func purgeInputs(olderThan days: Int, slot: Day, agency: Agency) async throws -> Int {
    try await database.transaction(agency: agency.id, settings: .unlimited) { connection in
      let gone: SQL = """
        agency_id = \(agency.id) AND (slot < \((slot - days).date) OR NOT EXISTS (
          SELECT FROM allot.run r WHERE r.agency_id = run_input.agency_id AND r.run_id = run_input.run_id))
        """
      try connection.execute(
        """
        DELETE FROM allot.run_input_block b
        WHERE b.agency_id = \(agency.id) AND b.run_id IN (SELECT run_id FROM allot.run_input WHERE \(gone))
        """)
      return try connection.execute("DELETE FROM allot.run_input WHERE \(gone)")
    }
  }

  private static func json(_ texts: [KeptText]) -> String {
    let objects = texts.map { text in
      """
      {"kind":\(jsonString(text.kind.rawValue)),"name":\(jsonString(text.name)),"version":\(text.version),"text":\(jsonString(text.text))}
      """
    }
    return "[" + objects.joined(separator: ",") + "]"
  }
}
