package import Figures
import Portfolio

extension Sample {
  /// A morning like others: a few rows rejected, a few late, much promised.
  package static func morning() -> Morning {
    var morning = Morning()
    morning.since = "2026-11-20 02:30"
    morning.feeds = Feed.allCases.map { feed in
      var arrival = FeedArrival(feed)
      (arrival.lastAt, arrival.usual) = ("2026-11-21 01:10", 7)
      switch feed {
      case .cases: (arrival.files, arrival.inserted, arrival.changed, arrival.rejected) = (3, 400, 120, 2)
      case .attempts: (arrival.files, arrival.inserted, arrival.known, arrival.late) = (2, 9_120, 44, 31)
      case .payments: (arrival.files, arrival.inserted, arrival.late) = (1, 41, 0)
      case .leave: (arrival.lastAt, arrival.usual) = ("", 0)
      default: (arrival.files, arrival.inserted) = (1, 60)
      }
      return arrival
    }
    morning.leftOut = 3
    (morning.coverage.open, morning.coverage.withContactPoint) = (9_640, 9_512)
    (morning.coverage.attempted, morning.coverage.withConversation) = (7_011, 4_402)
    (morning.clocks.firstContactToday, morning.clocks.firstContactMissed) = (37, 12)
    (morning.clocks.untouched24, morning.clocks.untouched48, morning.clocks.untouchedInPool) = (214, 66, 41)
    (morning.clocks.dueBack, morning.clocks.dueBackPromised, morning.clocks.promisedTooLate) = (320, 58, 9)
    (morning.presence.people, morning.presence.scheduled, morning.presence.absent, morning.presence.partly) = (36, 33, 4, 2)
    (morning.presence.casesWithoutOwner, morning.presence.promisesWithoutOwner) = (812, 6)
    (morning.presence.leavers, morning.presence.leaverCount, morning.presence.casesOfLeavers) = (["C1007"], 1, 19)
    morning.areListsAcknowledged = true
    morning.pickups = [
      ListPickup("", leads: [], people: [.init("C1000")]),
      ListPickup(
        "华东一组", leads: ["王敏"],
        people: (1...15).map { .init("C10\($0 + 10)", notedAt: $0 == 3 ? "2026-11-21 08:05" : "", notedBy: $0 == 3 ? "王敏" : "") }),
      ListPickup("North", leads: [], people: [.init("C1040", notedAt: "2026-11-21 08:01", notedBy: "li")]),
    ]
    var money = MoneyDay(.cny)
    (money.dueToday, money.kept, money.broken, money.open) = (
      Stock(48, 5_210_000), Stock(120, 9_900_000), Stock(77, 8_150_000), Stock(31, 2_000_000)
    )
    (money.paidYesterday, money.paidWeek) = (Stock(41, 3_333_300), Stock(260, 21_450_000))
    morning.money = [money]
    morning.batches = (0..<23).map { number in
      BatchPace(
        batch: "CMB-2026\(10 + number)", client: number % 2 == 0 ? "cmb" : "cgb", currency: .cny, since: slot - 40 - number,
        cases: Int64(900 - number), open: Int64(800 - number), outstanding: Int64(90_000_000 - number * 1_000_000),
        paid: Int64(3_000_000 + number * 100_000), paidWeek: 250_000)
    }
    (morning.holds.long, morning.holds.longSince, morning.holds.again) = (62, slot - 30, 8)
    return morning
  }

  /// A week with a night missing, a run taken back and one whose decisions are gone.
  package static func week() -> PeriodFigures {
    var figures = PeriodFigures(
      .week(of: slot), agencyCode: "hengxin", agencyName: "恒信催收 Hengxin", baseCurrency: .cny, timeZone: "Asia/Shanghai", readOn: slot)
    figures.program = "allot 0.1"
    let night = Sample.night()
    for (index, counts) in night.trend.suffix(6).enumerated() where index != 2 {
      figures.runs.append(
        PeriodRun(
          run: counts.run, slot: counts.slot, kind: .night, counts: counts, takenBackBy: index == 3 ? 900 : nil, takesBack: false,
          isPurged: index == 0))
    }
    figures.missing = [slot - 3]
    figures.flows = night.flows
    figures.days = [PeriodDay(slot, flows: night.flows)]
    figures.money = night.morning.money
    figures.recalls = night.recalls
    figures.people = night.collectors.map { person in
      var row = LeagueRow(person.code, of: person.team)
      (row.dealt, row.taken, row.open) = (
        Stock(person.new, person.amountNew), Stock(person.gone, person.amountGone), Stock(person.after, person.amountAfter)
      )
      (row.scheduledSeconds, row.talkSeconds, row.calls) = (person.scheduledSeconds, person.talkSeconds, person.calls)
      return row
    }.sorted { ($1.dealt.cases, $0.name) < ($0.dealt.cases, $1.name) }
    for (names, path) in [
      (["一组", "二组", "legal"], \PeriodFigures.teams), (["cmb", "cgb"], \PeriodFigures.clients), (["b1", "b2"], \.batches),
    ] {
      figures[keyPath: path] = names.enumerated().map { index, name in
        var row = LeagueRow(name, of: "cmb")
        (row.entrusted, row.dealt, row.paid) = (Stock(90, 9_000), Stock(Int64(80 - index), 8_000), Stock(7, 700))
        return row
      }
    }
    return figures
  }
}
