import Intake
import Postgres
import PrivateCluster
import Schema
import Speech
import Tables

// The words of the faults of lower floors.
extension Wording {
  init(_ error: PostgresError) { self = error.what }
  init(whole error: PostgresError) { self = error.text }
  init(_ error: ClusterError) { self = error.what }
  init(_ error: StoreError) { self = error.wording }
  init(_ error: FileFault) { self = error.wording }
}
