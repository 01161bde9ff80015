import DataTesting
import Portfolio
import Postgres
import TestRandom
import Testing

@testable import Feeds
@testable import Register
@testable import Schema
@testable import Views

@Suite struct AgencyTests {
  @Test func anAgencyIsFoundByItsCode() async throws {
    let world = try await World("agency-found")
    #expect(try await world.store.register.agency("agency-found") == world.agency)
    await #expect(throws: StoreError.noAgency(code: "nobody")) { try await world.store.register.agency("nobody") }
    await #expect(throws: StoreError.agencyExists(code: "agency-found")) {
      try await world.store.register.createAgency(code: "agency-found", name: "", zone: "UTC", currency: .cny, identifierKey: [])
    }
    await #expect(throws: StoreError.unknownZone("Asia/Shangai")) {
      try await world.store.register.createAgency(code: "agency-zone", name: "", zone: "Asia/Shangai", currency: .cny, identifierKey: [])
    }
  }

  @Test func wallClockTimesFollowTheZone() async throws {
    let world = try await World("agency-clock", zone: "Europe/Berlin")
    func local(_ month: Int, _ hour: Int64, offset: Int32? = nil) -> LocalTime {
      let day = Int64(Day(year: 2026, month: month, day: 10)!.rawValue)
      return LocalTime(microseconds: (day * 24 + hour) * 3_600_000_000, offsetSeconds: offset)
    }
    let winter = try await world.store.register.instant(local(1, 12), in: world.agency)
    let summer = try await world.store.register.instant(local(7, 12), in: world.agency)
    #expect(winter.rawValue == local(1, 11).microseconds)
    #expect(summer.rawValue == local(7, 10).microseconds)
    let stated = try await world.store.register.instant(local(7, 12, offset: 8 * 3600), in: world.agency)
    #expect(stated.rawValue == local(7, 4).microseconds)
    let clock = try await world.store.register.clock(world.agency)
    #expect((0..<86_400).contains(clock.secondsOfDay) && clock.today.isKnown)
  }

  /// PostgreSQL's rule: a time that is skipped is read by the offset before the change, one that comes twice by the offset after it.
  @Test(arguments: [
    ("Europe/Berlin", "2026-03-29", "2026-03-29 01:30Z"), ("Europe/Berlin", "2026-10-25", "2026-10-25 01:30Z"),
    ("Asia/Kolkata", "2026-03-29", "2026-03-28 21:00Z"), ("Australia/Adelaide", "2026-10-04", "2026-10-03 17:00Z"),
    ("Australia/Adelaide", "2026-04-05", "2026-04-04 17:00Z"), ("Australia/Lord_Howe", "2026-10-04", "2026-10-03 15:30Z"),
    ("Asia/Pyongyang", "2015-08-14", "2015-08-13 17:30Z"), ("Asia/Pyongyang", "2015-08-15", "2015-08-14 18:00Z"),
  ])
  func halfPastTwoIsAnInstantAroundEveryChange(zone: String, day: String, instant: String) async throws {
    let world = try await World("agency-half-\(zone)-\(day)".replacing("/", with: "-").lowercased(), zone: zone)
    let wall = LocalTime(microseconds: (Int64(Day(iso: day)?.rawValue ?? 0) * 24 * 60 + 150) * 60_000_000)
    let found = try await world.store.register.instant(wall, in: world.agency)
    let wanted = try await world.store.database.transaction { connection in
      Instant(try connection.query("SELECT \(instant)::text::timestamptz").only()[0, as: PostgresTimestamp.self])
    }
    #expect(found == wanted)
    #expect(try await world.store.register.day(of: found, in: world.agency) == Day(iso: day))
  }

  @Test func zoneAndCurrencyStayOnceThereAreCases() async throws {
    let world = try await World("agency-adopt", collectors: 1)
    var settings = AgencySettings(name: "New", zone: "Asia/Tokyo", currency: .cny, keepText: true, rates: [])
    #expect(try await world.store.register.adopt(settings, for: world.agency).zone == "Asia/Tokyo")
    try await world.addCases(1)
    settings.zone = "Asia/Shanghai"
    await #expect(throws: StoreError.agencyHasCases(what: .zone)) {
      try await world.store.register.adopt(settings, for: world.agency)
    }
  }

  @Test func openAmountsFollowTheRates() async throws {
    let world = try await World("agency-rates", collectors: 1)
    var settings = AgencySettings(
      name: "R", zone: "Asia/Shanghai", currency: .cny, keepText: false, rates: [ExchangeRate(currency: .usd, millionths: 7_100_000)])
    _ = try await world.store.register.adopt(settings, for: world.agency)
    var row = CaseRow(line: 2, client: "cmb", caseNo: "u1", currency: .usd, outstanding: 1_01)
    row.collector = "c1"
    _ = try await world.store.feeds.apply([row], file: "f", agency: world.agency)
    #expect(try await world.store.views.showCollectors(limit: 9, agency: world.agency).map(\.openAmount) == [717])
    settings.rates = [ExchangeRate(currency: .usd, millionths: 7_000_000)]
    _ = try await world.store.register.adopt(settings, for: world.agency)
    #expect(try await world.store.views.showCollectors(limit: 9, agency: world.agency).map(\.openAmount) == [707])
  }

  @Test func ratesRoundAsTheDatabaseDoes() async throws {
    var random = SplitMix64(seed: 5)
    let store = try await TestServer.store()
    let amounts = (0..<500).map { _ in Int64.random(in: -1_000_000_000...1_000_000_000, using: &random) } + [5, -5, 15, -15]
    for (millionths, from) in [
      (Int64(7_123_457), Currency.usd), (50_000, Currency("JPY")!), (23_500_000, Currency("KWD")!), (500_000, .usd),
    ] {
      let rate = ExchangeRate(currency: from, millionths: millionths)
      let fraction = RateFraction(rate, base: .cny)
      let database = try await store.database.run { connection in
        try connection.query(
          "SELECT round(a::numeric * \(fraction.numerator)::bigint / \(fraction.denominator)::bigint)::bigint FROM unnest(\(amounts)) a"
        ).map { try $0[0, as: Int64.self] }
      }
      #expect(amounts.map(fraction.convert) == database)
      #expect(amounts.map { rate.convert($0, to: .cny) } == database)
    }
  }
}
