import Intake
import Portfolio
import Tables

/// Options whose "digest" shows what it was made of, so that tests can see it.
func options(client: String? = nil, currency: Currency = .cny, mapping: Mapping? = nil) -> IntakeOptions {
  IntakeOptions(client: client, currency: currency, mapping: mapping) { OpaqueReference(bytes: Array($0.utf8)) }
}

func text(_ reference: OpaqueReference?) -> String? { reference.map { String(decoding: $0.bytes, as: UTF8.self) } }

func source(_ text: String, name: String = "test.csv") -> FileSource { .bytes(Array(text.utf8), name: name) }

/// Everything a reader gives.
func drain<Row>(_ reader: FeedReader<Row>, by size: Int = 1000) throws -> (rows: [Row], rejects: [Reject], summary: IntakeSummary) {
  var rows: [Row] = []
  var rejects: [Reject] = []
  while let batch = try reader.next(maxRows: size) {
    rows += batch.rows
    rejects += batch.rejects
  }
  return (rows, rejects, reader.summary)
}

func cases(_ text: String, _ options: IntakeOptions = options(client: "c")) throws -> (
  rows: [CaseRow], rejects: [Reject], summary: IntakeSummary
) {
  try drain(CaseReader(source(text), options))
}

func attempts(_ text: String, _ options: IntakeOptions = options()) throws -> (
  rows: [AttemptRow], rejects: [Reject], summary: IntakeSummary
) {
  try drain(AttemptReader(source(text), options))
}

func mapping(_ text: String) throws -> Mapping { try MappingFile.read(Array(text.utf8), file: "m.yaml") }

/// The fault that `body` throws.
func fault(_ body: () throws -> Void) -> FileFault? {
  do { try body() } catch { return error as? FileFault }
  return nil
}

struct SplitMix64 {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
