import Discretion

/// What the store refuses, in words for the person who has to act. Faults of the database itself come as `PostgresError`.
package enum StoreError: Error, Equatable {
  /// The database holds no schema of ours.
  case schemaMissing
  /// The schema is older than this program.
  case schemaBehind(found: Int, known: Int)
  /// The schema is newer than this program.
  case schemaNewer(found: Int, known: Int)
  /// A migration that was applied is not the one this program carries.
  case migrationChanged(version: Int)
  /// The database came to another server, and the ledger still has the numbers of the one before.
  case serverChanged
  case noAgency(code: String?)
  case severalAgencies(codes: [String])
  case agencyExists(code: String)
  /// Nothing can be written where we are connected to, and why.
  case readOnly(String)
  /// This login may not make agencies.
  case agencyIsOwners
  /// A restore left these out: tables, views, functions or columns by name.
  case schemaIncomplete(missing: [String])
  case unknownZone(String)
  /// Zone or currency of an agency that has cases cannot change.
  case agencyHasCases(what: String)
  /// There are cases in these currencies, and the agency file would leave them without a rate.
  case ratesNeeded(currencies: [String])
  /// `kind` is a noun ("run", "case", "policy version"), `name` what was asked for.
  case notFound(kind: String, name: String)
  /// No run was published yet; run `waiting` waits for a person.
  case nothingPublished(waiting: RunID)
  case ambiguous(kind: String, name: String, candidates: [String])
  case invalid(String)
  /// The lease has passed to somebody else while we worked.
  case fenceLost
}

extension StoreError: CustomStringConvertible {
  /// What is wrong, with what was found and expected, and mostly what to do, as people read it.
  package var description: String {
    switch self {
    case .schemaMissing: "the database has no allot schema yet; run `allot db migrate`"
    case .schemaBehind(let found, let known):
      "the database's schema is version \(found), this program needs version \(known); run `allot db migrate`"
    case .schemaNewer(let found, let known):
      "the database's schema is version \(found), newer than version \(known) which this program knows; use a newer allot"
    case .migrationChanged(let version):
      "migration \(version) was applied with another text than this program carries; use the program that applied it, or restore the database"
    case .serverChanged: "the database has come to another server; run `allot db migrate`"
    case .noAgency(let code?):
      "there is no agency \(Shown.named(code)); `allot db status` lists the agencies, `allot policy apply agency.yaml` makes one"
    case .noAgency(nil): "there is no agency yet; `allot policy apply agency.yaml` makes one"
    case .severalAgencies(let codes): "there are several agencies (\(codes.joined(separator: ", "))); name one with --agency"
    case .readOnly(let reason): reason
    case .agencyIsOwners: "only the owner of the database makes agencies; let the owner run `allot policy apply agency.yaml`"
    case .schemaIncomplete(let missing):
      "the schema is not whole: missing \(missing.prefix(6).joined(separator: ", "))\(missing.count > 6 ? " and \(missing.count - 6) more" : "")"
    case .agencyExists(let code): "agency \"\(code)\" exists already"
    case .unknownZone(let zone): "PostgreSQL knows no time zone “\(Shown.written(zone))”; expected a name like Asia/Shanghai"
    case .agencyHasCases(let what): "the \(what) of an agency that has cases cannot change; make a new agency"
    case .ratesNeeded(let currencies):
      "there are cases in \(currencies.joined(separator: ", ")), which the agency file gives no rate; keep a line for it under rates:"
    case .notFound(let kind, let name): "there is no \(kind) \(Shown.named(name))"
    case .nothingPublished(let run):
      "no run was published yet; the plan of run \(run) waits for a person: look at it by writing waiting, or \(run), in place of latest"
    case .ambiguous(let kind, let name, let candidates):
      "\(kind) \(Shown.number(name)) stands for several (\(candidates.joined(separator: ", "))); say which"
    case .invalid(let message): message
    case .fenceLost: "the lease of the agency has passed to another process"
    }
  }
}
