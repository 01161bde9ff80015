import Portfolio
import Testing
import Workload

struct WorkloadProperties {
  @Test func moreWorkNeverLowersSaturation() {
    var random = Random(1)
    for _ in 0..<150 {
      var desk = Desk.random(&random)
      let before = desk.loads()
      let c = random.below(desk.days.count)
      guard !desk.days[c].isEmpty else { continue }
      let d = random.below(desk.days[c].count)
      desk.days[c][d].talkSeconds += Int32(random.below(5000))
      desk.days[c][d].calls += Int32(random.below(50))
      desk.days[c][d].messages += Int32(random.below(50))
      let after = desk.loads()
      #expect(after.saturation[c] >= before.saturation[c])
      #expect(after.capacitySeconds[c] <= before.capacitySeconds[c], "and does not make room in the price either")
      #expect(after.room == before.room, "saturation prices, it closes nobody")
    }
  }

  @Test func moreCasesNeverRaiseRoom() {
    var random = Random(2)
    for _ in 0..<150 {
      var desk = Desk.random(&random)
      let batchDay = random.below(2) == 0
      let before = desk.loads(batchDay: batchDay)
      let c = random.below(desk.days.count)
      desk.hold(c, .abnormal, 1 + random.below(60))
      let after = desk.loads(batchDay: batchDay)
      #expect(after.room[c] <= before.room[c] && after.amountRoom[c] <= before.amountRoom[c] && after.score[c] >= before.score[c])
      for other in 0..<after.count where other != c { #expect(after.room[other] == before.room[other]) }
    }
  }

  @Test func permutingCollectorsPermutesResults() {
    var random = Random(3)
    for _ in 0..<60 {
      let desk = Desk.random(&random)
      let n = desk.days.count
      var turned = desk
      func turn<T>(_ column: [T]) -> [T] { (0..<n).map { column[n - 1 - $0] } }
      turned.days = turn(desk.days)
      turned.snapshot.collectors.team = turn(desk.snapshot.collectors.team)
      turned.snapshot.collectors.fullTime = turn(desk.snapshot.collectors.fullTime)
      turned.snapshot.collectors.joinedOn = turn(desk.snapshot.collectors.joinedOn)
      turned.snapshot.collectors.leavesOn = turn(desk.snapshot.collectors.leavesOn)
      turned.snapshot.cases.holder = desk.snapshot.cases.holder.map { CollectorIndex(n - 1 - $0.position) }
      let (a, b) = (desk.loads(), turned.loads())
      #expect(turn(a.saturation) == b.saturation && turn(a.room) == b.room && turn(a.capacitySeconds) == b.capacitySeconds)
      #expect(turn(a.score) == b.score && turn(a.closedBy) == b.closedBy && turn(a.amountRoom) == b.amountRoom)
    }
  }

  /// Twice the hours with twice the activity, window and weight of the peers doubled as well: the unit of time does not matter.
  @Test func scalingHoursAndActivityTogetherChangesNothing() {
    var random = Random(4)
    for _ in 0..<60 {
      let desk = Desk.random(&random)
      var twice = desk
      twice.settings.windowScheduledHours *= 2
      twice.settings.shrinkHours *= 2
      twice.days = desk.days.map { days in
        days.map { day in
          var day = day
          day.scheduledMinutes *= 2
          day.leaveMinutes *= 2
          day.talkSeconds *= 2
          day.calls *= 2
          day.messages *= 2
          day.otherContacts *= 2
          return day
        }
      }
      #expect(desk.loads().saturation == twice.loads().saturation)
    }
  }

  @Test func roomStaysWithinEveryCap() {
    var random = Random(6)
    for _ in 0..<150 {
      var desk = Desk.random(&random)
      for c in desk.days.indices { desk.snapshot.collectors.newToday[c] = Int32(random.below(80)) }
      let loads = desk.loads()
      for c in 0..<loads.count {
        let counted = desk.snapshot.cases.indices.filter { desk.snapshot.cases.holder[$0].position == c && desk.counts[$0] }.count
        #expect(loads.room[c] >= 0 && loads.amountRoom[c] >= 0)
        #expect((loads.room[c] == 0) == (loads.closedBy[c] != .open))
        #expect(loads.room[c] == 0 || Int(loads.room[c]) + counted <= 400)
        #expect(loads.room[c] == 0 || loads.room[c] + desk.snapshot.collectors.newToday[c] <= 60)
      }
    }
  }
}
