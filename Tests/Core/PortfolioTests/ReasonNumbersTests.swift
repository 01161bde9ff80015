import Portfolio
import Testing

@Suite struct ReasonNumbersTests {
  /// Every code as it was always written: the numbers in the database do not move.
  private static let written: [(reason: Reason, code: Int16, numbers: ReasonNumbers)] = [
    (.tooFewContacts(attempts: 1, messages: 2, minimum: 3), 1, ReasonNumbers(1, 2, 3)),
    (.manyAttempts(attempts: 11, limit: 10), 2, ReasonNumbers(11, 10)),
    (.manyAttemptsAndMessages(attempts: 6, limit: 5, unanswered: 4, unansweredLimit: 3), 3, ReasonNumbers(6, 5, 4, 3)),
    (.evidenceAbnormal(abnormality: 700, threshold: 500, points: 2, attempts: 9), 4, ReasonNumbers(700, 500, 2, 9)),
    (.evidenceNormal(abnormality: 100, threshold: 500, points: 2, attempts: 9), 5, ReasonNumbers(100, 500, 2, 9)),
    (.paidRecently(daysAgo: 3, window: 30), 10, ReasonNumbers(3, 30)),
    (.promiseBroken(daysAgo: 5, broken: 2), 11, ReasonNumbers(5, 2)),
    (.promiseOpen(daysLeft: 4), 12, ReasonNumbers(4)),
    (.wordsCooperative(share: 833, threshold: 500, cooperative: 3, uncooperative: 1), 13, ReasonNumbers(833, 500, 3, 1)),
    (.wordsUncooperative(share: 88, threshold: 500, cooperative: 0, uncooperative: 5), 14, ReasonNumbers(88, 500, 0, 5)),
    (.nothingSaid(conversations: 2, window: 60), 15, ReasonNumbers(2, 60)),
    (.stayPlan(due: 4, missed: 1), 20, ReasonNumbers(4, 1)),
    (.stayPromise(daysLeft: 13, counted: 1), 21, ReasonNumbers(13, 1)),
    (.stayPaid(daysAgo: 3, window: 15), 22, ReasonNumbers(3, 15)),
    (.stayRetained(daysLeft: 6), 23, ReasonNumbers(6)),
    (.stayRetained(daysLeft: nil), 23, ReasonNumbers(-1)),
    (.stayPinned(daysLeft: 3), 24, ReasonNumbers(3)),
    (.stayPinned(daysLeft: nil), 24, ReasonNumbers(-1)),
    (.stayRule(rule: 2), 25, ReasonNumbers(2)),
    (.recallForced(workingDays: 61, limit: 60), 30, ReasonNumbers(61, 60)),
    (.recallNoFollowUp(workingDays: 6, limit: 5), 31, ReasonNumbers(6, 5)),
    (.recallRotated(workingDays: 20, limit: 19, caseClass: .abnormal), 32, ReasonNumbers(20, 19, 2)),
    (.recallRetentionExpired(daysAgo: 4), 33, ReasonNumbers(4)),
    (.recallHolderLeft(daysAgo: 2), 34, ReasonNumbers(2)),
    (.recallNotAuthorised(missing: 1 << 63 | 1), 35, ReasonNumbers(.min + 1)),
    (.holdFlag(flags: [.dispute, .complaint], rule: 1), 40, ReasonNumbers(5, 1)),
    (.holdEntered(kind: .complaint, daysLeft: 7), 41, ReasonNumbers(3, 7)),
    (.holdEntered(kind: .other, daysLeft: nil), 41, ReasonNumbers(7, -1)),
    (.holdNearReturn(daysLeft: 4, minimum: 5), 42, ReasonNumbers(4, 5)),
    (.holdNothingDue(outstanding: -12), 43, ReasonNumbers(-12)),
    (.holdRule(rule: 3), 44, ReasonNumbers(3)),
    (.holdWithGroup(caseID: 77), 45, ReasonNumbers(77)),
    (.holdNoRate(currency: .usd), 46, ReasonNumbers(0x55_53_44)),
    (.emergencyStop, 47, ReasonNumbers()),
    (.assignedCheapest(eligible: 35, cost: 800, runnerUp: 7, runnerUpCost: 900), 60, ReasonNumbers(35, 800, 7, 900)),
    (.assignedOnly(eligible: 35, cost: -8), 61, ReasonNumbers(35, -8)),
    (.assignedWithGroup(caseID: 42), 62, ReasonNumbers(42)),
    (.assignedPinned, 63, ReasonNumbers()),
    (.assignedAgain(eligible: 2, cost: 800, runnerUp: 7, runnerUpCost: 900), 64, ReasonNumbers(2, 800, 7, 900)),
    (.noPolicyCovers, 70, ReasonNumbers()),
    (.noRouteMatches, 71, ReasonNumbers()),
    (.nobodyInTeams(route: 1), 72, ReasonNumbers(1)),
    (.nobodyWithSkills(required: 6, collectors: 36), 73, ReasonNumbers(6, 36)),
    (.nobodyPresent(collectors: 12), 74, ReasonNumbers(12)),
    (.everybodyExcluded(collectors: 3, formerHolders: 2, conflicts: 1), 75, ReasonNumbers(3, 2, 1)),
    (.noRoom(eligible: 37, places: 380, wanted: 412), 76, ReasonNumbers(37, 380, 412)),
    (.noRoom(eligible: 9, places: 0, wanted: 1, mostAmount: 600_000_000), 76, ReasonNumbers(9, 0, 1, 600_000_000)),
    (.noNewHolder(recall: .recallForced, first: 31, second: 30, third: 0), 77, ReasonNumbers(30, 31, 30)),
    (.noNewHolder(recall: nil, first: 0, second: 0, third: 0), 77, ReasonNumbers()),
    // At the publish the code changes and the numbers stay.
    (.placeTakenMeanwhile(planned: ReasonNumbers(35, 800, 7, 900)), 80, ReasonNumbers(35, 800, 7, 900)),
    (.caseChangedMeanwhile(planned: ReasonNumbers(42)), 81, ReasonNumbers(42)),
    (.groupChangedMeanwhile(planned: ReasonNumbers()), 82, ReasonNumbers()),
    (.runUndone(run: 12), 90, ReasonNumbers(12)),
  ]

  @Test func everyReasonIsWrittenAsItAlwaysWas() throws {
    for (reason, code, numbers) in Self.written {
      #expect(reason.code.rawValue == code && reason.numbers == numbers, "\(reason)")
      #expect(try Reason(stored: code, numbers) == reason)
    }
    #expect(Set(Self.written.map(\.code)) == Set(ReasonCode.allCases.map(\.rawValue)))
  }

  /// Whatever stands in a row: a reason that gives the same code and numbers back, or an error that names them.
  @Test(arguments: ReasonCode.allCases) func everyCodeReadsAnyNumbers(code: ReasonCode) throws {
    var dice = SystemRandomNumberGenerator()
    let edges: [Int64] = [0, 0, 0, 1, 2, 7, 30, -1, -2, 99, 0x43_4E_59, 0x63_6E_79, 1 << 24, 1 << 31, 1 << 32, .max, .min]
    func number() -> Int64 { Bool.random(using: &dice) ? edges[Int.random(in: 0..<edges.count, using: &dice)] : .random(in: .min ... .max) }
    var read = 0
    for round in 0..<4_000 {
      var numbers = ReasonNumbers(number(), number(), number(), number())
      if round % 5 < 4 { numbers.n4 = 0 }
      if round % 5 < 3 { numbers.n3 = 0 }
      if round % 5 < 2 { numbers.n2 = 0 }
      if round % 5 < 1 { numbers.n1 = 0 }
      do {
        let reason = try Reason(stored: code.rawValue, numbers)
        read += 1
        try #require(reason.code == code && reason.numbers == numbers)
      } catch let error as ReasonError {
        try #require(error.rawCode == code.rawValue && error.numbers == numbers)
        try #require(error.description.contains("reason \(code.rawValue), \(code), ") && error.description.contains("\(numbers.n1), "))
      }
    }
    // Only the numbers that a code documents can be read, and those can.
    #expect(read > 0)
  }

  @Test func whatNoReasonIsMadeOfIsRefused() {
    #expect(throws: ReasonError.self) { try Reason(stored: 6, ReasonNumbers()) }
    #expect(throws: ReasonError.self) { try Reason(.paidRecently, ReasonNumbers(1, 15, 7)) }
    #expect(throws: ReasonError.self) { try Reason(.recallRotated, ReasonNumbers(20, 20, 99)) }
    #expect(throws: ReasonError.self) { try Reason(.holdEntered, ReasonNumbers(9, 3)) }
    #expect(throws: ReasonError.self) { try Reason(.holdFlag, ReasonNumbers(1 << 32, 1)) }
    #expect(throws: ReasonError.self) { try Reason(.holdNoRate, ReasonNumbers(0x63_6E_79)) }
    #expect(ReasonError(rawCode: 6, numbers: ReasonNumbers(1)).description.hasPrefix("reason 6 (numbers 1, 0, 0, 0) is unknown"))
  }

  /// A night keeps millions of them.
  @Test func reasonsStaySmall() {
    #expect(MemoryLayout<Reason>.stride <= 40)
    #expect(MemoryLayout<Verdict>.stride <= 40)
  }
}
