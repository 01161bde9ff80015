import Allocation
import Glibc
import Testing

@testable import Exchange

/// Scales of the format and of the solver, at an instance small enough to count by hand.
@Suite struct SolverInstances {
  private static let files = [
    "policy.json": """
    {"effort": [2, 5.5], "load_weights": {"abnormal": 0.5, "normal": 1}, "capacity_per_fte": 100, "saturation_discount": 0.5,
     "saturation_max": 0.9, "w_fair": 1, "w_amount": 2, "w_util": 3, "w_quota": 4, "unassigned_penalty": 200, "priority_step": 0.25,
     "amount_unit_cents": 1000, "amount_winsor_units": 8}
    """,
    "teams.csv": "team_id,quota_ppm\n0,750000\n1,250000\n",
    "collectors.csv": """
    collector_id,team_id,attr_mask,fte,cap_cases,cap_amount_cents,n_abnormal,n_normal,n_cooperative,n_uncooperative,saturation,rho_pm_0,rho_pm_1
    0,0,3,1,10,0,4,6,0,0,0.5,300,100
    1,1,1,0.5,5,70000,0,0,0,0,0,250,150
    """,
    "cases.csv": """
    case_id,amount_cents,cls,req_mask,priority,group_id
    0,500,0,1,0,-1
    1,2000,1,1,2,7
    2,90000,0,3,0,7
    """,
    "exclusions.csv": "case_id,collector_id\n0,1\n",
  ]

  /// What makes a night of it: two cells, the second a part of the first that weighs amounts only.
  private static let night = [
    "policy.json": files["policy.json", default: ""].replacing("\"w_util\": 3", with: "\"w_util\": 0").replacing(
      "{\"effort\"", with: "{\"objective\": \"levels\", \"n_cells\": 2, \"quota_tolerance_ppm\": 50000, \"effort\""),
    "cases.csv": """
    case_id,amount_cents,cls,req_mask,priority,group_id,cell_id
    0,500,0,1,0,-1,0
    1,2000,1,1,2,7,1
    2,90000,0,3,0,7,1
    """,
    "cells.csv": "cell_id,parent_id,w_cases,w_amount\n0,-1,2,0.5\n1,0,0,3\n",
    "shares.csv": "cell_id,collector_id,share,cases_before,amount_before_cents\n0,0,60,3,500\n1,1,40,0,2000\n",
  ]

  private func with<Result>(_ other: [String: String] = [:], _ body: (String) throws -> Result) throws -> Result {
    let directory = "/tmp/allot-exchange-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    try ByteFile.makeDirectory(directory)
    defer {
      for name in Array(Self.files.keys) + PlanFiles.names + other.keys { unlink("\(directory)/\(name)") }
      rmdir(directory)
    }
    for (name, text) in Self.files.merging(other, uniquingKeysWith: { $1 }) {
      try ByteFile.write(Array((text + "\n").utf8), to: "\(directory)/\(name)")
    }
    return try body(directory)
  }

  @Test func everyNumberArrivesOnItsScale() throws {
    try with { directory in
      let problem = try SolverInstance(directory: directory, current: [1, -1, 0])
      let (instance, one) = (problem.instance, SolverInstance.costScale)
      #expect(problem.unitOfCase == [0, 1, 1] && problem.collectors == 2 && problem.teams == 2 && problem.amountUnit == 1000)
      // Effort in 1/1024, capacity 100 · fte · (1 − 0.5 · saturation), the portfolio by its weights.
      #expect(instance.units.effort == [Effort(2 * 1024), Effort(7680)])
      #expect(instance.receivers.load0 == [Effort(8 * 1024), 0])
      #expect(instance.receivers.capacity == [Effort(75 * 1024), Effort(50 * 1024)])
      #expect(instance.receivers.amountRoom == [.unlimited, 70000])
      #expect(instance.units.amount == [500, 92000] && instance.units.cases == [1, 2])
      // 200, and 200 · 1.5 + 200, in 2^-20.
      #expect(instance.units.penalty == [Cost(200 * one), Cost(500 * one)])
      // Half a unit; two units and eight, more than which nobody counts for.
      #expect(instance.units.fairness.values.map(\.value) == [512, AccountValue(10 * 1024)])
      #expect(instance.units.quota.values.map(\.value) == [.oneCase, .cases(2)])
      #expect(instance.units.current == [1, 0] && Array(instance.units.exclusions[0]) == [1])
      #expect(instance.cells[0].weight == Cost(2 * one) && instance.quotas[0].weight == Cost(4 * one))
      #expect(instance.cells[0].target == [AccountValue(8064), AccountValue(2688)])
      #expect(instance.quotas[0].target == [AccountValue(2304), AccountValue(768)])
      // w_util · 0.05 for a whole amount unit.
      #expect(instance.match.loss.count == 4 && instance.match.loss[0] == 0)
      let loss = Double(instance.match.loss[1]) * 1024 / 65536
      let expected = 3 * 0.05 * Double(one)
      #expect(abs(loss - expected) < 16)
    }
  }

  @Test func cellsAreAccountsOfNumbersAndAmounts() throws {
    try with(Self.night) { directory in
      let problem = try SolverInstance(directory: directory)
      let (instance, one) = (problem.instance, SolverInstance.costScale)
      #expect(instance.objective == .levels && instance.match.classes == 0)
      #expect(instance.cells.map(\.weight) == [Cost(2 * one), Cost(one / 2), Cost(3 * one)])
      #expect(instance.cells.map(\.share) == [[60, 0], [60, 0], [0, 40]])
      #expect(instance.cells.map(\.before) == [[.cases(3), 0], [512, 0], [0, 2048]])
      #expect(Array(instance.units.fairness[0]) == [Entry(account: 0, value: .oneCase), Entry(account: 1, value: 512)])
      // Two cases of the part: both in the whole, at their amounts of two units and eight.
      #expect(
        Array(instance.units.fairness[1]) == [
          Entry(account: 0, value: .cases(2)), Entry(account: 1, value: .cases(10)), Entry(account: 2, value: .cases(10)),
        ])
      #expect(instance.units.priority == [15, 13])
      #expect(instance.quotas[0].sharePPM == [750_000, 250_000] && instance.quotas[0].tolerancePPM == 50_000)
      var prices = Prices(receivers: 2, cells: 3, quotas: 1, teams: 2)
      prices.account = [Price(1 << 30), .zero, Price(-4096), .zero, .zero, Price(123_456)]
      let files = PlanFiles(directory)
      try files.write(prices, of: problem)
      #expect(try zip(files.prices(of: problem).account, prices.account).allSatisfy { abs($0.rawValue - $1.rawValue) <= 3 })
    }
  }

  @Test func plansAndPricesAreReadAsTheyWereWritten() throws {
    try with { directory in
      let problem = try SolverInstance(directory: directory)
      let plan = Solver.solve(problem.instance, AllocationSettings(explains: false))
      let files = PlanFiles(directory)
      try files.write(plan.receiver, of: problem)
      #expect(try files.assignment() == problem.unitOfCase.map { plan.receiver[Int($0)] })
      var prices = plan.prices
      prices.effort = [Price(123_456_789), Price(-5)]
      prices.account = [Price(-98_765), Price(1 << 40)]
      prices.place = [Cost(200 << 20), 1]
      prices.amount = [.zero, Price(77 << 12)]
      prices.quota = [Price(-31), Price(4096)]
      try files.write(prices, of: problem)
      let read = try files.prices(of: problem)
      // Ten decimals are read: not quite two units of a price, and what is cut off.
      func isNear(_ a: Int64, _ b: Int64) -> Bool { abs(a - b) <= 3 }
      #expect(zip(read.effort, prices.effort).allSatisfy { isNear($0.rawValue, $1.rawValue) })
      #expect(zip(read.account + read.quota, prices.account + prices.quota).allSatisfy { isNear($0.rawValue, $1.rawValue) })
      #expect(zip(read.place, prices.place).allSatisfy { isNear($0.rawValue, $1.rawValue) })
      #expect(zip(read.amount, prices.amount).allSatisfy { isNear($0.rawValue, $1.rawValue) })
    }
  }

  @Test func anotherNumberOfHoldersIsRefused() throws {
    try with { directory in
      #expect(throws: ExchangeError.self) { try SolverInstance(directory: directory, current: [0]) }
      #expect(throws: ExchangeError.self) { try SolverInstance(directory: directory + "-not-there") }
    }
  }
}
