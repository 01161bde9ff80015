package import Postgres
package import PrivateCluster
package import Schema
package import Speech
package import Tables

// The words of the faults of lower floors.
extension Wording {
  /// What a database error says, without its place.
  package init(_ error: PostgresError) { self = error.what }
  /// All that a database error says.
  package init(whole error: PostgresError) { self = error.text }
  /// What the private cluster says.
  package init(_ error: ClusterError) { self = error.what }
  /// What the store refuses.
  package init(_ error: StoreError) { self = error.wording }
  /// What is wrong with a file.
  package init(_ error: FileFault) { self = error.wording }
}
