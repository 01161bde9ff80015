import Faults
package import Postgres
package import PrivateCluster
import Schema

extension OperationError {
  /// What a person should read of a database error, with the exit status that scripts tell apart. `place` names the database.
  package init(_ error: PostgresError, at place: String) {
    switch error.kind {
    case .connectFailed(.authentication):
      self.init(
        .noPermission, "the database refused the login: \(error.message) (\(place))",
        remedy: "check the user and the password; a password belongs in PGPASSFILE (~/.pgpass), not on the command line")
    case .connectFailed(.noSuchDatabase):
      self.init(
        .unavailable, "there is no such database: \(error.message) (\(place))",
        remedy: "create it with createdb, then run: allot db migrate")
    case .connectFailed(.invalidSettings):
      self.init(
        .usage, "the connection string cannot be read: \(error.message)",
        remedy: "write host=… dbname=… user=… or postgres://user@host/dbname")
    case .connectFailed(.tooOld):
      self.init(
        .configuration, "the database's server is too old: \(error.message) (\(place))",
        remedy: "upgrade that server, or move the database to a newer one with pg_dump and pg_restore")
    case .connectFailed where error.message.contains("read-only") || error.message.contains("hot standby"):
      self.init(
        .unavailable, "no server that takes writes answers: \(error.message) (\(place))",
        remedy: "wait for the fail-over to end, or name the present primary too: host=a,b target_session_attrs=read-write")
    case .connectFailed, .connectionLost:
      self.init(
        .unavailable, "the database does not answer: \(error.message) (\(place))",
        remedy: "check that PostgreSQL runs there and that the address is right: pg_isready says what it hears")
    case .timeout:
      self.init(.unavailable, error.description, remedy: "somebody holds a lock or the server is overloaded: try again")
    case .cancelled:
      self.init(.temporary, "stopped before the end; nothing was changed")
    case .commitUnknown:
      self.init(
        .unavailable, error.description, remedy: "look at what was stored with: allot show runs; repeating an import or a run is safe")
    case .server where error.sqlState == "25006" || error.sqlState == "55000" && error.message.contains("recovery"):
      self.init(
        .unavailable, "nothing can be written here: a standby, or default_transaction_read_only is on (\(error.message)) (\(place))",
        remedy: Self.writableRemedy)
    case .server where error.sqlState == Store.GuardState.noAgency:
      self.init(
        .configuration, "a statement reached a server that was not told the agency; nothing was read (\(place))",
        remedy: "something between allot and PostgreSQL sends the statements of one transaction to different servers: with pgpool2 set "
          + "load_balance_mode = off (docs/operations.md), or connect to the server itself")
    case .server where error.sqlState == Store.GuardState.notServed:
      self.init(.noPermission, error.message, remedy: "the owner binds logins to agencies: allot db bind LOGIN --agency CODE")
    case .server where error.sqlState == "42501":
      self.init(.noPermission, error.description, remedy: "the role needs rights on schema allot; the owner migrates, see: allot db --help")
    case .server where error.sqlState == "42P01" || error.sqlState == "3F000":
      self.init(.configuration, error.description, remedy: "the schema is missing or of another version: allot db status")
    case .server where error.sqlState == "53100":
      self.init(.unavailable, error.description, remedy: "the server's disk is full: make room, then try again; nothing was changed")
    case .server where error.sqlState == "55P03":
      self.init(.temporary, error.description, remedy: "somebody else holds what is needed: try again when he is done")
    case .server where error.sqlState == "22003":
      self.init(
        .dataError,
        "a sum of amounts is beyond what can be counted (92,233,720,368,547,758.07 of the agency's currency); nothing was changed",
        remedy: "look for amounts and rates with too many digits: the largest cases of each client, and rates: in the agency file")
    case .server where error.sqlState == Store.GuardState.schemaChanged:
      self.init(.configuration, error.message, remedy: "nothing was written; use the allot of that version")
    case .server where error.sqlState == Store.GuardState.serverChanged:
      self.init(.configuration, Self.serverChanged, remedy: Self.serverRemedy)
    case .server, .decoding, .usage:
      self.init(.software, error.description, remedy: "this is a fault of allot; please report it with the statement above")
    }
  }

  /// Why there is no private cluster.
  package init(_ error: ClusterError, stateDirectory: String) {
    self.init(
      .unavailable, "no private database in \(stateDirectory): \(error.description)",
      // Whose data lie here must not be sent elsewhere: another directory would be an empty database.
      remedy: FileAccess.exists(stateDirectory + "/postgres/data/PG_VERSION")
        ? "the data are in that directory: mend what is said above (make room, give the right owner), then try again"
        : "choose another directory with --state-dir, or name a server with --database")
  }
}
