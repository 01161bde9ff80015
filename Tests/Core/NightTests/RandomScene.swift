import Movement
import Policy
import Portfolio

extension Scene {
  /// An agency in which everything happens: leavers, licences that ran out, pins, retentions, stops that take a case away, recalls of every
  /// kind, full desks, quotas, debtors with several cases.
  static func random(_ seed: UInt64) -> Scene {
    var dice = SplitMix64(state: seed)
    var scene = Scene()
    func oneIn(_ n: Int) -> Bool { Int.random(in: 1...n, using: &dice) == 1 }
    let skills = ["cantonese", "english", "litigation"]
    let people = Int.random(in: 1...9, using: &dice)
    for number in 0..<people {
      let has = skills.filter { _ in Bool.random(using: &dice) }
      scene.person(
        "P\(number)", team: ["a", "b", "legal"].randomElement(using: &dice) ?? "a", skills: has, scheduled: !oneIn(8),
        newThisMonth: Int32.random(in: 0...4, using: &dice))
      scene.snapshot.collectors.caseLimit[number] = Bool.random(using: &dice) ? 0 : Int32.random(in: 1...12, using: &dice)
      scene.snapshot.collectors.newToday[number] = oneIn(3) ? Int32.random(in: 50...60, using: &dice) : 0
      if oneIn(7) { scene.snapshot.collectors.leavesOn[number] = slot - Int.random(in: -3...6, using: &dice) }
      if oneIn(9) { scene.snapshot.collectors.active[number] = false }
    }
    func anybody() -> CollectorIndex { CollectorIndex(Int.random(in: 0..<people, using: &dice)) }
    scene.change { policy in
      var taken = Condition()
      taken.flags = .attorney
      policy.movement.stop.append(StopRule(when: taken, ownerKeeps: false, countsAsLoad: oneIn(2)))
      policy.movement.recall = RecallSettings(
        forcedAfterWorkingDays: oneIn(2) ? 7 : nil, noFollowUpWorkingDays: oneIn(3) ? 5 : nil,
        rotate: oneIn(3) ? [Rotation(caseClass: .unknown, afterWorkingDays: 6)] : [], whenRetentionExpired: oneIn(2),
        whenHolderLeft: !oneIn(4), whenNotAuthorised: !oneIn(4))
      policy.together = oneIn(3) ? .off : .debtor(otherwise: oneIn(3) ? .wait : .split)
      policy.fair.by = oneIn(3) ? [.client] : []
      if oneIn(4) {
        policy.quotas = QuotaSettings(
          of: .newCases, shares: [.init(team: "a", ppm: 700_000), .init(team: "b", ppm: 300_000)], tolerancePPM: 10_000)
      }
      if oneIn(3) {
        var large = Condition()
        large.flags = .complaint
        policy.routes.insert(Route(rule: "desk", when: large, teams: ["legal"], skills: ["litigation"]), at: 0)
      }
      if oneIn(6) { policy.routes[policy.routes.count - 1].when.stages = ["late"] }
    }
    var (promises, payments): ([[PromiseFact]], [[PaymentFact]]) = ([], [])
    for _ in 0..<Int.random(in: 0...80, using: &dice) {
      let holder = oneIn(2) ? anybody() : CollectorIndex.none
      let index = scene.debt(
        Int64.random(in: 1_000...9_000_000, using: &dice), client: ["cmb", "cgb"].randomElement(using: &dice) ?? "cmb",
        debtor: Int64.random(in: 0...40, using: &dice), holder: holder, needs: oneIn(6) ? [skills[0]] : [],
        flags: oneIn(12) ? .dispute : oneIn(10) ? .attorney : oneIn(8) ? .complaint : [],
        former: oneIn(4) ? [FormerHolder(collector: anybody(), until: slot - 4)] : [], conflicts: oneIn(6) ? [anybody()] : [])
      let i = index.position
      if holder != .none {
        scene.snapshot.cases.heldSince[i] = slot - Int.random(in: 1...20, using: &dice)
        scene.snapshot.cases.classSince[i] = scene.snapshot.cases.heldSince[i]
        if oneIn(6) { scene.snapshot.cases.retainedUntil[i] = slot - Int.random(in: -4...4, using: &dice) }
      }
      if oneIn(9) { (scene.snapshot.cases.pinnedTo[i], scene.snapshot.cases.pinnedUntil[i]) = (anybody(), slot + 3) }
      if oneIn(15) { scene.snapshot.cases.dueBackOn[i] = slot + Int.random(in: 0...6, using: &dice) }
      if oneIn(5) { scene.snapshot.cases.stage[i] = scene.snapshot.stages.intern("late") }
      promises.append(oneIn(9) ? [PromiseFact(madeOn: slot - 3, dueOn: slot + Int.random(in: -4...4, using: &dice), amount: 1000)] : [])
      payments.append(oneIn(9) ? [PaymentFact(day: slot - Int.random(in: 1...20, using: &dice), amount: 1000)] : [])
    }
    (scene.snapshot.promises, scene.snapshot.payments) = (Ragged(promises), Ragged(payments))
    scene.snapshot.seed = seed
    return scene
  }
}
