import Policy
import Portfolio
import Testing

@testable import Night

/// What moves by hand are told they break, by the rules of the night.
@Suite struct ExaminationTests {
  private func findings(_ scene: Scene, _ moves: ProposedMove...) -> [[MoveRule]] {
    Night.examine(scene.snapshot, scene.policies, moves).findings.map { $0.map(\.rule) }
  }

  @Test func anOrdinaryMoveBreaksNothingAndShowsItsEffect() {
    var scene = Scene()
    let (a, b) = (scene.person("a"), scene.person("b"))
    let one = scene.debt(70_000, holder: a)
    scene.debt(30_000, holder: b)
    let result = Night.examine(scene.snapshot, scene.policies, [ProposedMove(one, to: b)])
    #expect(result.findings == [[]])
    #expect(result.effects.map(\.collector) == [a, b])
    #expect(result.effects.map(\.casesBefore) == [1, 1] && result.effects.map(\.casesAfter) == [0, 2])
    #expect(result.effects.map(\.amountBefore) == [70_000, 30_000] && result.effects.map(\.amountAfter) == [0, 100_000])
  }

  @Test func lawCannotBeOverridden() {
    var scene = Scene()
    let (plain, gone, relative) = (scene.person("plain"), scene.person("gone"), scene.person("relative"))
    scene.snapshot.collectors.active[gone.position] = false
    let one = scene.debt(needs: ["cantonese"], conflicts: [relative])
    #expect(findings(scene, ProposedMove(one, to: plain)) == [[.missingSkill]])
    #expect(findings(scene, ProposedMove(one, to: gone)).first?.contains(.receiverGone) == true)
    #expect(findings(scene, ProposedMove(one, to: relative)) == [[.missingSkill, .conflict]])
    #expect(MoveRule.allCases.filter(\.isLaw) == [.receiverGone, .missingSkill, .conflict])
  }

  @Test func aRoutesLicenceCountsLikeTheCases() {
    var scene = Scene()
    let (plain, licensed) = (scene.person("plain", team: "b"), scene.person("licensed", team: "legal", skills: ["litigation"]))
    scene.change { $0.routes = [Route(rule: "legal", teams: ["legal"], skills: ["litigation"])] }
    let one = scene.debt()
    #expect(findings(scene, ProposedMove(one, to: plain)) == [[.missingSkill, .outsideRoute]])
    #expect(findings(scene, ProposedMove(one, to: licensed)) == [[]])
  }

  @Test func stopsCommitmentsAndPinsSpeakUp() {
    var scene = Scene()
    let (a, b, c) = (scene.person("a"), scene.person("b"), scene.person("c"))
    let disputed = scene.debt(holder: a, flags: .dispute)
    let promised = scene.debt(holder: a)
    scene.snapshot.promises = Ragged([[], [PromiseFact(madeOn: Scene.slot - 3, dueOn: Scene.slot + 2, amount: 1, plan: 0)], []])
    let pinned = scene.debt(holder: a)
    scene.snapshot.promises = Ragged([[], [PromiseFact(madeOn: Scene.slot - 3, dueOn: Scene.slot + 2, amount: 1, plan: 0)], []])
    scene.snapshot.cases.pinnedTo[pinned.position] = c
    scene.snapshot.cases.pinnedUntil[pinned.position] = Scene.slot + 5
    #expect(
      findings(scene, ProposedMove(disputed, to: b), ProposedMove(promised, to: b), ProposedMove(pinned, to: b)) == [
        [.stopped], [.commitment], [.pinnedElsewhere],
      ])
    #expect(findings(scene, ProposedMove(pinned, to: c)) == [[]])
    #expect(findings(scene, ProposedMove(promised, to: .none)) == [[.commitment]])
  }

  @Test func capsFillUpInOrderAndWhatLeavesMakesRoom() {
    var scene = Scene()
    let (a, b) = (scene.person("a"), scene.person("b"))
    scene.snapshot.collectors.caseLimit[b.position] = 3
    let mine = (0..<3).map { _ in scene.debt(holder: a) }
    let his = scene.debt(holder: b)
    let moves = mine.map { ProposedMove($0, to: b) }
    #expect(Night.examine(scene.snapshot, scene.policies, moves).findings.map { $0.map(\.rule) } == [[], [], [.noRoom]])
    let swap = moves + [ProposedMove(his, to: a)]
    #expect(Night.examine(scene.snapshot, scene.policies, swap).findings.map { $0.map(\.rule) } == [[], [], [], []])
  }

  @Test func aFormerHolderAndADividedDebtorAreNamed() {
    var scene = Scene()
    let (a, b, c) = (scene.person("a"), scene.person("b"), scene.person("c"))
    let one = scene.debt(debtor: 7, holder: a, former: [FormerHolder(collector: c, until: Scene.slot - 20)])
    let two = scene.debt(debtor: 7, holder: a)
    #expect(findings(scene, ProposedMove(one, to: b)) == [[.splitsGroup]])
    #expect(findings(scene, ProposedMove(one, to: c)) == [[.formerHolder, .splitsGroup]])
    #expect(findings(scene, ProposedMove(one, to: b), ProposedMove(two, to: b)) == [[], []])
  }

  @Test func somebodyAbsentIsNamedOnce() {
    var scene = Scene()
    let (a, away) = (scene.person("a"), scene.person("away"))
    scene.snapshot.collectors.joinedOn[away.position] = Scene.slot + 30
    let one = scene.debt(holder: a)
    #expect(findings(scene, ProposedMove(one, to: away)) == [[.absent]])
  }

  @Test func whoIsOnLeaveBeyondTheServiceTimeIsAbsent() {
    var scene = Scene()
    let (a, away) = (scene.person("a"), scene.person("away"))
    // Wednesday and Thursday off: back on Friday, two days after the slot.
    scene.leave(away, from: 0, days: 2)
    let one = scene.debt(holder: a)
    #expect(findings(scene, ProposedMove(one, to: away)) == [[]])
    scene.change { $0.service = [ServiceRule(firstContactHours: 24)] }
    #expect(findings(scene, ProposedMove(one, to: away)) == [[.absent]])
    #expect(Night.examine(scene.snapshot, scene.policies, [ProposedMove(one, to: away)]).findings == [[.absent(within: 1)]])
    scene.change { $0.service = [ServiceRule(firstContactHours: 48)] }
    #expect(findings(scene, ProposedMove(one, to: away)) == [[]])
  }

  @Test func everyCapThatIsPassedIsNamedAndNoOther() {
    func examined(_ change: (inout CollectorColumns, Int) -> Void, held: Int = 3) -> [MoveFinding] {
      var scene = Scene()
      let (a, b) = (scene.person("a"), scene.person("b"))
      for _ in 0..<held { scene.debt(holder: b) }
      change(&scene.snapshot.collectors, b.position)
      let one = scene.debt(holder: a)
      return Night.examine(scene.snapshot, scene.policies, [ProposedMove(one, to: b)]).findings[0]
    }
    // 1000.00 a case: there is no cap on amount, or it is wide; the portfolio is full all the same.
    #expect(examined { people, b in people.caseLimit[b] = 3 } == [.noRoom(room: 0, passed: [.caseLimit])])
    #expect(
      examined { people, b in (people.caseLimit[b], people.amountLimit[b]) = (3, 1_000_000) } == [.noRoom(room: 0, passed: [.caseLimit])])
    #expect(examined { people, b in people.newToday[b] = 60 } == [.noRoom(room: 0, passed: [.newPerDay])])
    #expect(
      examined { people, b in (people.caseLimit[b], people.newToday[b]) = (3, 60) } == [.noRoom(room: 0, passed: [.caseLimit, .newPerDay])])
    #expect(examined { people, b in people.amountLimit[b] = 350_000 } == [.noAmountRoom(room: 50_000)])
    #expect(
      examined { people, b in (people.caseLimit[b], people.amountLimit[b]) = (3, 350_000) } == [
        .noRoom(room: 0, passed: [.caseLimit]), .noAmountRoom(room: 50_000),
      ])
    #expect(examined { people, b in people.caseLimit[b] = 10 } == [])
  }

  @Test func aSwapBetweenFullPeoplePassesNoCap() {
    var scene = Scene()
    let (a, b) = (scene.person("a"), scene.person("b"))
    for person in [a, b] {
      scene.snapshot.collectors.caseLimit[person.position] = 1
      scene.snapshot.collectors.amountLimit[person.position] = 100_000
    }
    let (mine, his) = (scene.debt(holder: a), scene.debt(holder: b))
    #expect(findings(scene, ProposedMove(mine, to: b), ProposedMove(his, to: a)) == [[], []])
    #expect(findings(scene, ProposedMove(mine, to: b)) == [[.noRoom, .noAmountRoom]])
  }

  @Test func aSwapOfCasesGivenTodayPassesNoDailyCap() {
    var scene = Scene()
    let (a, b) = (scene.person("a"), scene.person("b"))
    for person in [a, b] { scene.snapshot.collectors.newToday[person.position] = 60 }
    let (mine, his) = (scene.debt(holder: a), scene.debt(holder: b))
    func swap(_ isOfToday: Bool) -> [[MoveFinding]] {
      let moves = [ProposedMove(mine, to: b, isOfToday: isOfToday), ProposedMove(his, to: a, isOfToday: isOfToday)]
      return Night.examine(scene.snapshot, scene.policies, moves).findings
    }
    // Each gives back one new case of the day and gets one.
    #expect(swap(true) == [[], []])
    #expect(swap(false).map { $0.map(\.rule) } == [[.noRoom], [.noRoom]])
  }

  @Test func aPinIsWeakerThanLicenceAndExclusion() throws {
    for (needs, isExcluded, expected) in [([String](), false, true), (["cantonese"], false, false), ([], true, false)] {
      var scene = Scene()
      let (a, b) = (scene.person("a", skills: ["cantonese"]), scene.person("b"))
      let one = scene.debt(holder: a, needs: needs, conflicts: isExcluded ? [b] : [])
      scene.snapshot.cases.pinnedTo[one.position] = b
      scene.snapshot.cases.pinnedUntil[one.position] = Scene.slot + 3
      let after = try Night.decide(scene.snapshot, scene.policies).holderAfter[one.position]
      #expect(after == (expected ? b : a))
      // In the pool it goes to the pin, or to those who may have it.
      scene.snapshot.cases.holder[one.position] = .none
      #expect(try Night.decide(scene.snapshot, scene.policies).holderAfter[one.position] == (expected ? b : a))
    }
  }
}
