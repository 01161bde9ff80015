import Desks
import Failures
import Faults
package import Logging
package import Postgres
package import PrivateCluster
package import Schema

/// An open database with a schema this program knows.
package struct Session: Sendable {
  /// The pool of connections; `close` ends it.
  package var database: Database
  /// The agencies' data, with the keys of identifiers from where they are kept.
  package var store: Store
  /// Where the database is, for messages.
  package var location: DatabaseLocation
  /// How it was reached.
  private var configuration: DatabaseConfiguration
  /// Set when the database is the private one.
  package var cluster: PrivateCluster?

  /// What is asked of the schema.
  package enum Schema: Sendable {
    /// It must be up to date, also later, whenever something is written. Only the private database is brought up to date without being asked.
    case current
    /// It may be missing or old: the caller looks or migrates.
    case any
  }

  /// Opens it. Throws `OperationError` with `EX_UNAVAILABLE`, `EX_NOPERM` or `EX_CONFIG`.
  package static func open(_ location: DatabaseLocation, schema: Schema, connections: Int = 4, keys: KeyFile? = nil, logger: Logger)
    async throws
    -> Session
  {
    do {
      var cluster: PrivateCluster?
      let conninfo: String
      switch location.place {
      case .embedded:
        let opened = try await PrivateCluster.open(stateDirectory: location.stateDirectory, logger: logger)
        cluster = opened
        conninfo = opened.conninfo
      case .server(let given): conninfo = given
      }
      var configuration = DatabaseConfiguration(conninfo: conninfo)
      configuration.maximumConnections = connections
      if schema == .current { configuration.agencyGuard = Store.agencyGuard }
      let database = Database(configuration, logger: logger)
      let session = Session(
        database: database, store: Store(database, keys: keys?.ring ?? .database), location: location, configuration: configuration,
        cluster: cluster)
      do {
        try await session.require(schema, logger)
        return session
      } catch {
        await database.close()
        throw error
      }
    } catch let error as ClusterError {
      throw OperationError(error, stateDirectory: location.stateDirectory)
    } catch {
      throw OperationError.explaining(error, at: location.shown)
    }
  }

  private func require(_ schema: Schema, _ logger: Logger) async throws {
    guard schema == .current else { return }
    do {
      try await store.requireSchema()
    } catch let error as StoreError {
      switch error {
      case .schemaMissing, .schemaBehind, .schemaIncomplete, .serverChanged:
        guard location.isEmbedded else { throw error }
        for version in try await store.migrate() { logger.info("schema brought up to date", metadata: ["version": "\(version)"]) }
      default: throw error
      }
    }
  }

  /// The same agencies through `connections` others, for work that must not wait for this one's nor be waited for. Whoever asks for it closes it.
  package func beside(connections: Int, logger: Logger) -> Session {
    var session = self
    session.configuration.maximumConnections = connections
    session.configuration.acquireTimeout = 5_000
    session.database = Database(session.configuration, logger: logger)
    session.store = Store(session.database, keys: store.keys)
    return session
  }

  /// Ends all connections; the private server goes on.
  package func close() async { await database.close() }
}
