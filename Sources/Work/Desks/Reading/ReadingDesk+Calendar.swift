import Discretion
import Faults
package import Policy
import Portfolio
import Speech

extension ReadingDesk {
  /// The working days of the agency, or of one of its clients, as its file in force says. Throws with `EX_CONFIG` when no agency file that can be
  /// read is in force, with `EX_NOINPUT` for a client without a calendar of its own.
  package func calendar(of client: String?) async throws -> NamedCalendar {
    try seat.require(.see)
    guard let settings = try await PolicyLibrary.agencyInForce(seat.store, agency) else { throw PolicyLibrary.noAgencyFile(agency) }
    guard let named = NamedCalendar(of: settings, client: client) else {
      let name = Quoted.named(client ?? "")
      throw OperationError(
        .noInput, Wording("client \(name.en) has no calendar of its own", "委托方\(name.zh)没有自己的日历"),
        remedy: Wording(
          "leave --client out for the agency's; a client's stands under “calendar: clients:” of the agency file",
          "去掉 --client 可看机构的日历；委托方的日历写在机构文件的“calendar: clients:”下"))
    }
    return named
  }

  /// What is not sure about working days on `day`; `client`: beside the agency's own only that client's, else every client's. Empty while no agency
  /// file is in force, and with what is wrong where this version cannot read the one in force.
  func calendarRemarks(on day: Day, of client: String?) async throws -> (remarks: [CalendarRemark], fault: Wording?) {
    do {
      guard let settings = try await PolicyLibrary.agencyInForce(seat.store, agency) else { return ([], nil) }
      return (settings.calendarRemarks(on: day).filter { client == nil || $0.client == nil || $0.client == client }, nil)
    } catch let error as OperationError where error.status == .configuration {
      // Cases and the agency's state are told all the same, and that this is missing.
      return ([], error.what)
    }
  }
}
