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
      self.init(.configuration, "there is no agency yet", remedy: "make it by putting its file in force: allot policy apply agency.yaml")
    case .noAgency(let code?):
      self.init(
        .configuration, "there is no agency \(Shown.named(code))",
        remedy: "allot db status lists the agencies; policy apply agency.yaml makes one")
    case .severalAgencies, .ambiguous: self.init(.usage, error.description)
    case .fenceLost:
      self.init(
        .temporary, "another run of the agency took over; nothing was published by this one", remedy: "see: allot show runs")
    case .notFound: self.init(.noInput, error.description)
    case .agencyExists, .unknownZone, .agencyHasCases, .ratesNeeded, .invalid: self.init(.dataError, error.description)
    }
  }

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
