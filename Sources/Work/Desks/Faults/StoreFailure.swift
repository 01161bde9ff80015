import Discretion
package import Faults
import Intake
import Postgres
import PrivateCluster
package import Schema

extension OperationError {
  /// What the store refuses, with the status that scripts tell apart and the command that helps.
  package init(_ error: StoreError) {
    switch error {
    case .schemaMissing:
      self.init(.configuration, "the database has no allot schema yet", remedy: "make it with: allot db migrate")
    case .schemaBehind(let found, let known):
      self.init(
        .configuration, "the database's schema is version \(found); this program needs version \(known)",
        remedy: "take a backup, then bring it up to date with: allot db migrate")
    case .schemaNewer(let found, let known):
      self.init(
        .configuration, "the database's schema is version \(found), newer than version \(known) which this program knows",
        remedy: "use the newer allot that made it")
    case .migrationChanged: self.init(.configuration, error.description)
    case .serverChanged: self.init(.configuration, Self.serverChanged, remedy: Self.serverRemedy)
    case .noAgency(nil):
      self.init(
        .configuration, "there is no agency yet, or this login serves none",
        remedy: "make it by putting its file in force: allot policy apply agency.yaml; or let the owner bind the login: allot db bind")
    case .noAgency(let code?):
      self.init(
        .configuration, "there is no agency \(Shown.named(code)), or this login does not serve it",
        remedy: "allot db status lists the agencies; policy apply agency.yaml makes one")
    case .readOnly(let reason): self.init(.unavailable, reason, remedy: Self.writableRemedy)
    case .agencyIsOwners:
      self.init(
        .noPermission, "only the owner of the database makes agencies",
        remedy: "let the owner put the agency's file in force: allot policy apply agency.yaml")
    case .schemaIncomplete(let missing) where missing == [Store.stageSchema]:
      self.init(.configuration, error.description, remedy: "a dump may leave it out; make it again with: allot db migrate")
    case .schemaIncomplete:
      self.init(
        .configuration, error.description,
        remedy: "a restore left them out: restore the dump again and look at pg_restore's errors (a server built without lz4 cannot take "
          + "allot.run_input_block; a role of the dump must exist or --no-owner be given), then run: allot db migrate")
    case .severalAgencies, .ambiguous: self.init(.usage, error.description)
    case .fenceLost:
      self.init(
        .temporary, "another run of the agency took over; nothing was published by this one", remedy: "see: allot show runs")
    case .notFound: self.init(.noInput, error.description)
    case .nothingPublished(let run):
      self.init(
        .noInput, "no run was published yet; the plan of run \(run) waits for a person, not in force",
        remedy: "look at it with: allot show assignments \(run); why it waits: allot show runs")
    case .agencyExists, .unknownZone, .agencyHasCases, .ratesNeeded, .invalid: self.init(.dataError, error.description)
    }
  }

  /// For whoever met a server that takes no writes.
  static let writableRemedy =
    "name all servers and let libpq find the one that takes writes: host=a,b target_session_attrs=read-write; or end the read-only state"
  static let serverChanged = "the database has come to another server, whose transactions are numbered anew"
  static let serverRemedy = "let the ledger go on with its numbers: allot db migrate"

  /// Any error as a person should read it; `place` names the database.
  package static func explaining(_ error: any Error, at place: String) -> OperationError {
    switch error {
    case let error as OperationError: error
    case let error as StoreError: OperationError(error)
    case let error as PostgresError: OperationError(error, at: place)
    case let error as ClusterError: OperationError(.unavailable, error.description)
    case let error as FileFault: OperationError(ExitStatus(rawValue: error.exitCode) ?? .dataError, error.description)
    case is CancellationError: OperationError(.temporary, "stopped before the end")
    default: OperationError(.software, "\(error)", remedy: "this is a fault of allot; please report it with what you did")
    }
  }
}
