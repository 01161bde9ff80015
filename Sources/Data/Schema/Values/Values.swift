import Digest
package import Portfolio
package import Postgres
import Speech

extension Day {
  /// For a column that is never NULL.
  package var date: PostgresDate { PostgresDate(days: rawValue) }
  /// For a column in which NULL is "no date".
  package var dateOrNull: PostgresDate? { self == .none ? nil : date }
  /// The column's form of a COPY.
  package var copied: Int32? { self == .none ? nil : rawValue }
  /// As a literal in a statement's text.
  package var literal: String { isKnown ? "DATE '\(self)'" : self == .never ? "DATE 'infinity'" : "NULL::date" }

  /// From a column that is never NULL; `infinity` becomes `.never`, `-infinity` `.none`.
  package init(_ date: PostgresDate) { self.init(date.days) }
  /// From a column in which NULL is "no date": `.none`.
  package init(_ date: PostgresDate?) { self = date.map { Day($0.days) } ?? .none }
}

extension Instant {
  /// For a column or parameter; both count microseconds since 2000-01-01 UTC.
  package var timestamp: PostgresTimestamp { PostgresTimestamp(microseconds: rawValue) }
  /// From a column; `infinity` and `-infinity` become the ends of the range.
  package init(_ timestamp: PostgresTimestamp) { self.init(rawValue: timestamp.microseconds) }
}

extension Currency {
  /// Reads a column of ours; throws when the database holds something else.
  package init(stored code: String) throws {
    guard let currency = Currency(code) else {
      throw StoreError.invalid(
        Wording("the database holds a currency that is none: \(code.prefix(8))", "数据库中的币种代码不成立：\(code.prefix(8))"))
    }
    self = currency
  }
}

extension Reason {
  /// Reads a code and its numbers; throws when the database holds what is no reason of this program. `place`: whose reason it is, for the message.
  package static func stored(_ code: Int16, _ numbers: ReasonNumbers, of place: ReasonPlace) throws -> Reason {
    do throws(ReasonError) {
      return try Reason(stored: code, numbers)
    } catch {
      throw StoreError.invalid(place.wording + Wording(": ", "：") + error.wording)
    }
  }
}

/// A text as a JSON string, quotes included.
package func jsonString(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case _ where scalar.value < 32: result += "\\u00" + Hex.encode([UInt8(scalar.value)])
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
