import Archive
import Portfolio
import Postgres
import Schema

// The numbers behind the plan, a few bytes a case. Written again by every attempt.
extension Stager {
  func copyExplanations() throws {
    for table in ["run_explanation", "run_fared"] {
      try connection.execute("DELETE FROM allot.\(raw: table) WHERE agency_id = \(agency) AND run_id = \(plan.run)")
    }
    let explanations = plan.outcome.explanations
    let columns = ["agency_id", "run_id", "kind", "block", "first_case", "last_case", "cases", "bytes"]
    try connection.copyRows(into: "allot.run_explanation", columns: columns) { writer in
      func write(_ part: ExplanationArchive.Part, _ number: Int32, _ cases: Int, _ block: ExplanationArchive.Block) throws {
        try writer.row { r in
          r.int64(agency)
          r.int64(plan.run)
          r.int16(part.rawValue)
          r.int32(number)
          r.int64(block.first)
          r.int64(block.last)
          r.int32(Int32(cases))
          r.bytes(block.bytes)
        }
      }
      try write(.head, 0, 0, ExplanationArchive.Block(first: 0, last: 0, bytes: ExplanationArchive.head(explanations)))
      var number: Int32 = 0
      try ExplanationArchive.placements(explanations, snapshot) { block in
        let left = explanations.placements.count - Int(number) * ExplanationArchive.placementsPerBlock
        try write(.placements, number, min(ExplanationArchive.placementsPerBlock, left), block)
        number += 1
      }
      number = 0
      try ExplanationArchive.stays(explanations, snapshot) { block in
        let left = explanations.stayed.count - Int(number) * ExplanationArchive.staysPerBlock
        try write(.stays, number, min(ExplanationArchive.staysPerBlock, left), block)
        number += 1
      }
      number = 0
      try ExplanationArchive.covered(explanations, snapshot) { block in
        let left = explanations.coveredBy.count - Int(number) * ExplanationArchive.staysPerBlock
        try write(.covered, number, min(ExplanationArchive.staysPerBlock, left), block)
        number += 1
      }
    }
    try copyFared(explanations.fared)
  }

  private func copyFared(_ fared: [Explanations.Fared]) throws {
    let columns = [
      "agency_id", "run_id", "collector_id", "eligible_for", "got", "second", "missed", "place_worth", "month_after", "month_share",
    ]
    try connection.copyRows(into: "allot.run_fared", columns: columns) { writer in
      for (c, one) in fared.enumerated() {
        try writer.row { r in
          r.int64(agency)
          r.int64(plan.run)
          r.int64(snapshot.collectors.id[c])
          r.int32(one.eligibleFor)
          r.int32(one.got)
          r.int32(one.second)
          r.int32(one.missed)
          r.int64(one.placeWorth)
          r.int64(one.monthAfter)
          r.int64(one.monthShare)
        }
      }
    }
  }
}
