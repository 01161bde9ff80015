package import Figures
import Portfolio
import Postgres
package import Schema

extension Views {
  /// Everything the report of a period says, read in one snapshot of the database. Of a period without a published run only its days.
  package func figures(of period: Period, agency: Agency, terms: ReportTerms = ReportTerms()) async throws -> PeriodFigures {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      var reader = try PeriodReader(connection, agency, period, terms)
      try reader.readRuns()
      try reader.readFlows()
      try reader.readMoney()
      try reader.readRecalls()
      try reader.readPeople()
      try reader.readBatches()
      return reader.figures
    }
  }
}
