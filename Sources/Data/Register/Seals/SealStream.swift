import Digest
import Portfolio
import Postgres

/// A stream of rows that are numbered and chained after they were committed.
package enum SealStream: String, CaseIterable, Sendable {
  case audit, outbox

  /// The identity column.
  var idColumn: String { self == .audit ? "audit_id" : "outbox_id" }
  /// Id, moment and texts, in the order in which the digest takes them.
  var columns: String {
    self == .audit ? "audit_id, at, actor, action, subject, detail::text" : "outbox_id, created_at, topic, payload::text"
  }
  var textCount: Int { self == .audit ? 4 : 2 }

  /// Where the chain of an agency begins.
  func genesis(_ agency: Int64) -> [UInt8] { SHA256.hash("allot \(rawValue) \(agency)") }
}

/// One row as the chain sees it.
struct SealedRow {
  var id: Int64
  /// Microseconds since 2000.
  var at: Int64
  var texts: [String]

  /// Reads `SealStream.columns` from position `first` on.
  init(_ row: Row, _ stream: SealStream, first: Int = 0) throws {
    id = try row[first, as: Int64.self]
    at = try row[first + 1, as: PostgresTimestamp.self].microseconds
    texts = try (0..<stream.textCount).map { try row[first + 2 + $0, as: String.self] }
  }

  /// SHA-256 over the digest before, the position, the agency, and every field with its length: no two different rows give the same bytes.
  func digest(after previous: [UInt8], position: Int64, agency: Int64) -> [UInt8] {
    var hash = SHA256()
    hash.update(previous)
    for number in [position, agency, id, at] { hash.update(number) }
    for text in texts {
      hash.update(Int64(text.utf8.count))
      hash.update(text)
    }
    return hash.digest()
  }
}

/// What ties a head to the agency's key: whoever only holds the database cannot set a head back.
enum HeadSignature {
  /// HMAC-SHA256 over stream, agency, position and digest of the head, 32 bytes; empty when the key is.
  package static func code(_ stream: SealStream, position: Int64, digest: [UInt8], agency: Int64, key: [UInt8]) -> [UInt8] {
    // Without its key a head cannot be tied; checking says so.
    key.isEmpty
      ? [] : HMACSHA256.code(for: Array("allot head \(stream.rawValue) \(agency) \(position) \(Hex.encode(digest))".utf8), key: key)
  }

  static func isValid(_ code: [UInt8], _ stream: SealStream, position: Int64, digest: [UInt8], agency: Int64, key: [UInt8]) -> Bool {
    HMACSHA256.isValid(code, for: Array("allot head \(stream.rawValue) \(agency) \(position) \(Hex.encode(digest))".utf8), key: key)
  }
}
