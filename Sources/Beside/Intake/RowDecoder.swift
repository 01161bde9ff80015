import Identity
import Portfolio
import Speech
import Tables

/// Turns records of one feed into rows.
protocol RowDecoder {
  associatedtype Row
  /// Throws when the columns of the file and the options do not suffice.
  init(_ reading: FieldReading, file: String) throws(FileFault)
  /// The row of a record; nil when it is kept back for now (a call whose legs may still come).
  mutating func decode(_ record: Record) throws(Unfit) -> Row?
  /// Rows kept back, at the end of the file.
  mutating func finish() -> [Row]
  var unmappedCodes: [Wording: Int] { get }
  var merged: Int { get }
  /// Calls that a carrier refused for the number that calls.
  var blocked: Int { get }
  /// Contact points left out, by kind.
  var unusable: [UnusableNumber: Int] { get }
  /// Rows that were added to one of the same person and day.
  var addedUp: Int { get }
}

extension RowDecoder {
  mutating func finish() -> [Row] { [] }
  var unmappedCodes: [Wording: Int] { [:] }
  var merged: Int { 0 }
  var blocked: Int { 0 }
  var addedUp: Int { 0 }
  var unusable: [UnusableNumber: Int] { [:] }
}
