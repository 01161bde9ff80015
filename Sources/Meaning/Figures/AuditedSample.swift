package import Portfolio

/// Decisions of a run that a seed drew for an auditor, stratified over clients and rules.
package struct AuditedSample: Sendable, Equatable {
  /// What drew it.
  package var seed: String
  /// How the seed came about.
  package var source: Source
  /// In the order of their names.
  package var strata: [Stratum]
  /// By stratum and rank.
  package var rows: [Row]

  /// How a seed came about.
  package enum Source: Sendable, Equatable {
    /// Somebody named it before the run began; when, on the agency's wall.
    case named(by: String, at: String)
    /// Given when the report was written: whoever wrote it could choose.
    case given
    /// Nobody named one: digest of the inputs of the published run before, or `first`.
    case before
  }

  /// Decisions of one client, rule and kind.
  package struct Stratum: Sendable, Equatable {
    package var client: String
    /// Policy and route; empty where none covered the case or matched.
    package var policy: String
    package var route: String
    package var kind: DecisionKind
    /// How many there are, and how many of them were drawn.
    package var cases: Int64
    package var drawn: Int64
    /// A stratum as it was counted.
    package init(client: String, policy: String, route: String, kind: DecisionKind, cases: Int64, drawn: Int64) {
      (self.client, self.policy, self.route, self.kind) = (client, policy, route, kind)
      (self.cases, self.drawn) = (cases, drawn)
    }
  }

  /// One drawn decision.
  package struct Row: Sendable, Equatable {
    /// Position in `strata`.
    package var stratum: Int
    /// By which it was drawn, hexadecimal; see docs/reports.md.
    package var rank: String
    package var caseID: Int64
    /// Masked.
    package var reference: String
    /// Codes of who had the case and who got it; empty for the pool.
    package var from: String
    package var to: String
    package var caseClass: CaseClass
    package var amount: Int64
    package var currency: Currency
    package var code: ReasonCode
    /// Planned and not done.
    package var lost: Bool
    /// A decision as it stands.
    package init(
      stratum: Int, rank: String, caseID: Int64, reference: String, from: String, to: String, caseClass: CaseClass, amount: Int64,
      currency: Currency, code: ReasonCode, lost: Bool
    ) {
      (self.stratum, self.rank, self.caseID, self.reference) = (stratum, rank, caseID, reference)
      (self.from, self.to, self.caseClass, self.amount) = (from, to, caseClass, amount)
      (self.currency, self.code, self.lost) = (currency, code, lost)
    }
  }

  /// A drawn sample.
  package init(seed: String, source: Source, strata: [Stratum], rows: [Row]) {
    (self.seed, self.source, self.strata, self.rows) = (seed, source, strata, rows)
  }
}
