package import Figures
import Portfolio
import Postgres
package import Schema

extension Views {
  /// Everything the report of a period says of the agency or a part of it, read in one snapshot of the database. Of a period without a published run
  /// only its days. A team or client that nobody knows has nothing.
  package func figures(
    of period: Period, scope: PeriodScope = .agency, agency: Agency, terms: ReportTerms = ReportTerms()
  ) async throws -> PeriodFigures {
    try await database.transaction(.repeatableReadReadOnly, agency: agency.id, settings: .unlimited) { connection in
      var reader = try PeriodReader(connection, agency, period, terms, scope)
      try reader.readRuns()
      try scope == .agency ? reader.readFlows() : reader.readPartFlows()
      try reader.readMoney()
      try reader.readRecalls()
      // A client sees no people, a team no other team's cases.
      switch scope {
      case .agency:
        try reader.readPeople()
        reader.figures.teams = PeriodReader.grouped(reader.figures.people, by: \.of)
        try reader.readBatches()
        reader.figures.clients = PeriodReader.grouped(reader.figures.batches, by: \.of)
      case .team: try reader.readPeople()
      case .client: try reader.readBatches()
      }
      return reader.figures
    }
  }
}
