package import Figures
package import Portfolio
import Postgres
package import Schema

extension Views {
  /// Verdicts by month of the conversation, oldest first, from `since` on.
  package func toneMonths(since: Day, agency: Agency) async throws -> [TalkMonth] {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id) { connection in
      try FigureReader.months(connection, agency, from: since, before: .never)
    }
  }
}
