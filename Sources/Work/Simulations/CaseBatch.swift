package import Desks
import Faults
import Imports
import Intake
import Policy
import Portfolio
import Runs
import Schema
import Speech
import Tables

/// What if more cases came in: a file in the format of cases, put into a frozen snapshot and nowhere else.
struct CaseBatch: Sendable {
  let file: String
  /// Rows whose cases are open and not on record yet.
  let rows: [CaseRow]
  /// Cases on record: they are as they are.
  let known: Int
  /// Rows that an import would reject, and rows of closed cases.
  let rejected: Int
  /// Of the file's bytes.
  let digest: [UInt8]
  private let debtors: [OpaqueReference: Int64]

  /// Reads a file as an import would. Throws `FileFault` when it is none of cases.
  init(_ source: FileSource, _ seat: Seat) async throws {
    file = source.name
    let store = try seat.store(with: .see)
    let (options, _) = try await Importer(seat).options(Importer.Request(feed: .cases, path: source.name))
    let reader = try CaseReader(source, options)
    var (rows, rejected) = ([CaseRow](), 0)
    while let batch = try reader.next() {
      rows += batch.rows.filter { $0.status ?? .open == .open }
      rejected += batch.rejects.count + batch.rows.count { $0.status ?? .open != .open }
    }
    digest = reader.summary.digest
    let found = try await store.runs.findCases(rows.map { CaseKey(client: $0.client, caseNo: $0.caseNo) }, agency: seat.agency)
    self.rows = zip(rows, found).filter { $0.1 == .unknown }.map(\.0)
    known = rows.count - self.rows.count
    self.rejected = rejected
    debtors = try await store.runs.debtors(of: self.rows.compactMap(\.debtor), agency: seat.agency)
  }

  /// What became of the rows.
  var note: Wording {
    Wording(
      "\(file): \(rows.count) new, \(known) on record already and left as they are, \(rejected) not taken",
      "\(file)：新增 \(rows.count) 件，已有 \(known) 件按现状计，未采用 \(rejected) 行")
  }

  /// The same snapshot with these cases behind all others.
  func apply(to snapshot: inout Snapshot) {
    var cases = snapshot.cases
    var debtors = debtors
    let people = Dictionary(snapshot.collectors.code.enumerated().map { ($1, $0) }) { first, _ in first }
    var nextDebtor = max(cases.debtor.max() ?? 0, debtors.values.max() ?? 0) + 1
    for row in rows {
      let holder = row.collector.flatMap { people[$0] }.map { CollectorIndex($0) } ?? .none
      cases.id.append((cases.id.last ?? 0) + 1)
      if let reference = row.debtor, debtors[reference] == nil {
        debtors[reference] = nextDebtor
        nextDebtor += 1
      }
      cases.debtor.append(row.debtor.flatMap { debtors[$0] } ?? 0)
      cases.client.append(snapshot.clients.intern(row.client))
      cases.batch.append(row.batch.map { snapshot.batches.intern($0) } ?? -1)
      cases.product.append(row.product.map { snapshot.products.intern($0) } ?? -1)
      cases.stage.append(row.stage.map { snapshot.stages.intern($0) } ?? -1)
      cases.region.append(row.region.map { snapshot.regions.intern($0) } ?? -1)
      cases.currency.append(row.currency)
      cases.outstanding.append(max(0, row.outstanding))
      cases.entrustedOn.append(row.entrustedOn.map { min($0, snapshot.slot) } ?? snapshot.slot)
      cases.overdueOn.append(row.overdueOn ?? row.daysPastDue.map { snapshot.slot - Int($0) } ?? .none)
      cases.dueBackOn.append(row.dueBackOn ?? .none)
      cases.holder.append(holder)
      cases.heldSince.append(holder == .none ? .none : snapshot.slot)
      cases.hand.append(row.hand ?? (holder == .none ? 0 : 1))
      cases.retainedUntil.append(row.retainedUntil ?? .none)
      let hold = row.hold ?? HoldKind.none
      cases.hold.append(hold)
      cases.holdUntil.append(hold == HoldKind.none ? Day.none : .never)
      cases.flags.append(CaseFlags(rawValue: 0))
      cases.previousClass.append(.unknown)
      cases.classSince.append(.none)
      var mask: UInt64 = 0
      for skill in row.requiredSkills {
        let bit = snapshot.skills.intern(skill)
        if bit < 64 { mask |= 1 << UInt64(bit) }
      }
      cases.requiredSkills.append(mask)
      cases.pinnedTo.append(.none)
      cases.pinnedUntil.append(.none)
      cases.rev.append(0)
    }
    snapshot.cases = cases
    snapshot.contacts.closeRows(upTo: cases.count)
    snapshot.conversations.closeRows(upTo: cases.count)
    snapshot.payments.closeRows(upTo: cases.count)
    snapshot.promises.closeRows(upTo: cases.count)
    snapshot.formerHolders.closeRows(upTo: cases.count)
    snapshot.conflicts.closeRows(upTo: cases.count)
  }
}
