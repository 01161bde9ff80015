import Digest
import Figures
import HandoutDesks
import Handouts
import Portfolio
import Register
import Reports
import Schema
import Speech
import Verifier
import Views
import Wire

/// The files of one client's package, as docs/packages.md describes them to the byte. Pure: the same contents give the same bytes.
struct ClientPackage {
  /// What the package says besides its rows.
  struct Frame {
    var agency: String
    var run: ShownRun
    /// Draws the sample; nil is the digest of the package before, or `first`.
    var seed: String?
    var statement: ClientStatement?
    var program: String
    /// The place in the chain.
    var sequence: Int32
    var previous: (sequence: Int32, run: RunID, digest: [UInt8])?
  }

  static let format = "allot-client-package/1"
  /// Cases of every stratum that are drawn.
  static let each = 3

  let contents: PackageDesk.Contents
  let frame: Frame
  let seed: String
  let sample: [AuditSample.Drawn]
  let differences: [ClientStatement.Difference]?

  init(_ contents: PackageDesk.Contents, _ frame: Frame) {
    (self.contents, self.frame) = (contents, frame)
    seed = frame.seed ?? frame.previous.map { Hex.encode($0.digest) } ?? "first"
    // Policy, route and kind: what a rule did with cases.
    sample = AuditSample.draw(
      contents.rows.decisions.map { ($0.caseID, [$0.fields[9], $0.fields[12], $0.fields[3]]) }, seed: seed, each: Self.each)
    differences = frame.statement.flatMap { statement in contents.stock.map { statement.differences($0) } }
  }

  /// The case's number in digests that the client's salt opens; of no run with a proof, nothing.
  func number(_ caseNo: String) -> String {
    contents.rows.proof.map { Hex.encode(HMACSHA256.code(for: Array(caseNo.utf8), key: $0.salt)) } ?? ""
  }

  /// The proof's files, which are always there, and those that `more` gives; the manifest names all of them.
  func files(_ more: [ReportFile]) -> (files: [ReportFile], digest: [UInt8]) {
    var files = [
      ReportFile("decisions.csv", rows(SealedDecision.names, contents.rows.decisions.map(\.fields))),
      ReportFile("stays.csv", rows(SealedStay.names, contents.rows.stays.map(\.fields))), ReportFile("stock.csv", stock),
      ReportFile("flow.csv", flow),
      ReportFile("controls.csv", controls), ReportFile("sample.csv", drawn),
    ]
    if let differences { files.append(ReportFile("differences.csv", differing(differences))) }
    files += more
    files.append(ReportFile(VerifierText.name, VerifierText.bytes))
    let manifest = Array((manifest(files).indented + "\n").utf8)
    return (
      more.filter { $0.name.hasSuffix(".html") } + files.filter { !$0.name.hasSuffix(".html") } + [ReportFile("manifest.json", manifest)],
      SHA256.hash(manifest)
    )
  }

  private func manifest(_ files: [ReportFile]) -> JSON {
    let rows = contents.rows
    var members: [(String, JSON)] = [
      ("format", .string(Self.format)), ("program", .string(frame.program)), ("agency", .string(frame.agency)),
      ("client", .string(contents.name)),
      ("run", .integer(frame.run.id)), ("slot", .string(frame.run.key.slot.description)), ("kind", .string(frame.run.key.kind.rawValue)),
      ("sequence", .integer(Int64(frame.sequence))),
      (
        "previous",
        frame.previous.map { before -> JSON in
          ["sequence": .integer(Int64(before.sequence)), "run": .integer(before.run), "digest": .string(Hex.encode(before.digest))]
        } ?? .null
      ),
      (
        "policies",
        .array(rows.policies.map { ["name": .string($0.name), "version": .string($0.version), "digest": .string($0.digest)] })
      ), ("proof", proof), ("proof_missing", rows.proof == nil ? .string(rows.gap?.rawValue ?? "") : .null), ("seed", .string(seed)),
      ("sample_each", .integer(Int64(Self.each))), ("statement", frame.statement.map { .string($0.digest) } ?? .null),
      ("stock_missing", .bool(contents.stock == nil)),
    ]
    members.append(("files", .object(files.map { ($0.name, .string(Hex.encode(SHA256.hash($0.bytes)))) }.sorted { $0.0 < $1.0 })))
    return .object(members)
  }

  private var proof: JSON {
    guard let proof = contents.rows.proof else { return .null }
    return [
      "agency": .integer(proof.agency), "client": .integer(Int64(proof.client)), "salt": .string(Hex.encode(proof.salt)),
      "decisions": JSON(proof.part.decisions), "decisions_root": .string(Hex.encode(proof.part.decisionsRoot)),
      "stays": JSON(proof.part.stays),
      "stays_root": .string(Hex.encode(proof.part.staysRoot)),
      "path": .array(proof.path.steps.map { ["side": .string($0.isLeft ? "left" : "right"), "digest": .string(Hex.encode($0.digest))] }),
      "root": .string(Hex.encode(proof.root)),
    ]
  }

  // MARK: Files

  /// Fields as they were sealed, without the word in front.
  private func rows(_ names: [String], _ rows: [[String]]) -> [UInt8] {
    var csv = CSV(header: names)
    for row in rows { csv.add(row.dropFirst().map { .plain($0) }) }
    return csv.bytes
  }

  private var stock: [UInt8] {
    var csv = CSV(header: [
      "case_id", "number", "reference", "currency", "opening", "opening_amount", "entrusted", "entrusted_amount", "reopened",
      "reopened_amount",
      "closed", "closed_amount", "closed_as", "revalued", "closing", "closing_amount",
    ])
    for line in contents.stock?.lines ?? [] {
      func pair(_ stock: StockLine.Stock) -> [CSV.Field] { [.number(stock.cases), .number(stock.amount)] }
      let head: [CSV.Field] = [
        .number(line.caseID), .plain(number(line.caseNo)), .text(Masking.reference(line.caseNo)), .plain(line.currency.description),
      ]
      csv.add(
        head + pair(line.opening) + pair(line.entrusted) + pair(line.reopened) + pair(line.closed)
          + [.plain(line.closed.cases > 0 ? line.closedAs.word : ""), .number(line.revalued)] + pair(line.closing))
    }
    return csv.bytes
  }

  private var flow: [UInt8] {
    var csv = CSV(header: ["currency", "line", "cases", "amount"])
    for flow in ClientFlow.all(contents.stock?.lines ?? []) {
      for (name, stock) in flow.lines {
        csv.add([.plain(flow.currency.description), .plain(name), .number(stock.cases), .number(stock.amount)])
      }
    }
    return csv.bytes
  }

  private var controls: [UInt8] {
    var csv = CSV(header: ["control", "checked", "violations", "query"])
    for control in contents.controls {
      csv.add([.plain(control.name.rawValue), .number(control.checked), .number(control.violations), .text(control.query)])
    }
    if let stock = contents.stock {
      csv.add([.plain("books"), .number(stock.checked), .number(stock.differences), .plain("")])
    }
    return csv.bytes
  }

  private var drawn: [UInt8] {
    var csv = CSV(header: ["policy", "route", "kind", "case_id", "rank"])
    for one in sample { csv.add(one.stratum.map { .plain($0) } + [.number(one.caseID), .plain(one.rank)]) }
    return csv.bytes
  }

  private func differing(_ differences: [ClientStatement.Difference]) -> [UInt8] {
    var csv = CSV(header: ["difference", "case_id", "reference", "line", "our_currency", "our_amount", "his_currency", "his_amount"])
    for one in differences {
      func side(_ side: (currency: Currency, amount: Int64)?) -> [CSV.Field] {
        side.map { [.plain($0.currency.description), .number($0.amount)] } ?? [.plain(""), .plain("")]
      }
      let head: [CSV.Field] = [
        .plain(one.kind.rawValue), .plain(one.caseID.map(String.init) ?? ""), .text(Masking.reference(one.caseNo)),
        .plain(one.line.map(String.init) ?? ""),
      ]
      csv.add(head + side(one.ours) + side(one.his))
    }
    return csv.bytes
  }
}

/// A client's flow in one currency: opening, what came and went, closing.
struct ClientFlow {
  let currency: Currency
  /// Names never change; `closed_…` by how cases ended, positive numbers that went out.
  let lines: [(name: String, stock: StockLine.Stock)]

  /// One per currency, ascending.
  static func all(_ lines: [StockLine]) -> [ClientFlow] {
    Set(lines.map(\.currency)).sorted().map { currency in
      let own = lines.filter { $0.currency == currency }
      func sum(_ stock: (StockLine) -> StockLine.Stock) -> StockLine.Stock {
        own.reduce(into: StockLine.Stock()) {
          let one = stock($1)
          ($0.cases, $0.amount) = ($0.cases + one.cases, $0.amount + one.amount)
        }
      }
      let closed = CaseStatus.allCases.filter { $0 != .open }.map { status in
        ("closed_\(status.word)", sum { $0.closedAs == status ? $0.closed : StockLine.Stock() })
      }
      return ClientFlow(
        currency: currency,
        lines: [("opening", sum(\.opening)), ("entrusted", sum(\.entrusted)), ("reopened", sum(\.reopened))] + closed
          + [("revalued", sum { StockLine.Stock(0, $0.revalued) }), ("closing", sum(\.closing))])
    }
  }

  func line(_ name: String) -> StockLine.Stock { lines.first { $0.name == name }?.stock ?? StockLine.Stock() }
}
