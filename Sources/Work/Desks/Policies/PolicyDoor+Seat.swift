import Faults
package import Policy
import Schema
import Speech

extension PolicyDoor {
  /// What a check finds of files at the agency of a seat; stores nothing. The agency file of another agency is read by itself: nothing of that agency is
  /// looked at.
  package static func check(_ files: [File], at seat: Seat) async throws -> PolicyCheck {
    try seat.require(.policy)
    let reading = Reading(files)
    if let code = reading.check.agency?.code, code != seat.agency.code { return reading.check }
    return try await own(seat.store, seat.actor.name).check(reading, agencyCode: seat.agency.code)
  }

  /// Proposes files at the agency of a seat, all in one change; puts nothing in force. Throws as `submit`, with `EX_DATAERR` and every problem when a
  /// file is wrong, and for the agency file of another agency.
  package static func propose(_ files: [File], at seat: Seat, _ terms: Terms) async throws -> Submission {
    try seat.require(.policy)
    let reading = Reading(files)
    guard reading.check.errors.isEmpty else { throw refusal(reading.check.errors) }
    if let code = reading.check.agency?.code, code != seat.agency.code {
      throw OperationError(
        .dataError, Wording("the agency file is of another agency than whoever proposes it", "机构文件与提出人不属于同一机构"),
        remedy: Wording("propose the file of \(seat.agency.code)", "请提出 \(seat.agency.code) 的文件"))
    }
    return try await own(seat.store, seat.actor.name).submit(reading, at: seat, terms)
  }
}
