import Portfolio
import Testing

/// Seeded, so a failing history can be run again.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct ContactCountersTests {
  private func cells(_ generator: inout SplitMix64) -> [ContactCount] {
    (0..<Int.random(in: 0...40, using: &generator)).map { _ in
      // Few days, points and codes now and then, so that cells meet.
      let isCrowded = Bool.random(using: &generator)
      return ContactCount(
        day: Day(Int32.random(in: isCrowded ? 9000...9002 : -400...12_000, using: &generator)),
        point: UInt8.random(in: isCrowded ? 0...2 : 0...255, using: &generator),
        code: Int32.random(in: isCrowded ? 0...1 : 0...70_000, using: &generator), count: Int32.random(in: 1...300, using: &generator))
    }
  }

  @Test func whatIsPackedComesBackSorted() throws {
    var generator = SplitMix64(state: 1)
    for _ in 0..<500 {
      let original = cells(&generator)
      let unpacked = try #require(ContactCounters.unpack(ContactCounters.pack(original)[...]))
      var sums: [ContactCount: Int32] = [:]
      for cell in original { sums[ContactCount(day: cell.day, point: cell.point, code: cell.code, count: 0), default: 0] += cell.count }
      let expected = sums.map { ContactCount(day: $0.day, point: $0.point, code: $0.code, count: $1) }
      #expect(unpacked == expected.sorted())
    }
  }

  @Test func equalCellsAddUpAndCancel() {
    let a = ContactCount(day: Day(9000), point: 1, code: 2, count: 3)
    var minus = a
    minus.count = -3
    #expect(ContactCounters.unpack(ContactCounters.pack([a, a])[...])?.first?.count == 6)
    #expect(ContactCounters.pack([a, minus]).isEmpty)
  }

  @Test func orderOfArrivalDoesNotMatter() {
    var generator = SplitMix64(state: 2)
    for _ in 0..<200 {
      let original = cells(&generator)
      #expect(ContactCounters.pack(original) == ContactCounters.pack(original.shuffled(using: &generator)))
    }
  }

  @Test func cutOffBytesAreNoticedAndNeverTrap() {
    var generator = SplitMix64(state: 3)
    for _ in 0..<200 {
      let bytes = ContactCounters.pack(cells(&generator))
      for length in 0..<bytes.count {
        if let fewer = ContactCounters.unpack(bytes[..<length]) { #expect(ContactCounters.pack(fewer) == Array(bytes[..<length])) }
      }
      let noise = (0..<30).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = ContactCounters.unpack(noise[...])
    }
  }

  @Test func aMonthOfOrdinaryDialingStaysBelowNinetyBytes() {
    // One call a working day on two numbers in turn, a message a week.
    var calls: [ContactCount] = []
    for day in Int32(0)..<22 {
      calls.append(ContactCount(day: Day(9800 + day), point: UInt8(day % 2), code: day % 5, count: 1))
    }
    #expect(ContactCounters.pack(calls).count <= 90)
  }
}

@Suite struct CurrencyTests {
  @Test func codesAreThreeLettersOfAnyCase() {
    #expect(Currency("cny") == .cny)
    #expect(Currency.usd.description == "USD")
    for wrong in ["CN", "CNYX", "C1Y", "人民币"] { #expect(Currency(wrong) == nil) }
  }

  @Test func conversionRoundsHalfAwayFromZeroAndKnowsMinorUnits() throws {
    let dollar = ExchangeRate(currency: .usd, millionths: 7_125_500)
    #expect(dollar.convert(10_000, to: .cny) == 71_255)
    #expect(dollar.convert(-10_000, to: .cny) == -71_255)
    #expect(dollar.convert(1, to: .cny) == 7)
    let yen = ExchangeRate(currency: try #require(Currency("JPY")), millionths: 47_000)
    #expect(yen.convert(1000, to: .cny) == 4700)
    let dinar = ExchangeRate(currency: try #require(Currency("KWD")), millionths: 23_000_000)
    #expect(dinar.convert(1000, to: .cny) == 2300)
  }

  @Test func conversionSaturatesInsteadOfTrapping() {
    let rate = ExchangeRate(currency: .usd, millionths: Int64.max)
    #expect(rate.convert(.max, to: .cny) == .max)
    #expect(rate.convert(-Int64.max, to: .cny) == .min)
  }

  @Test func conversionIsMonotone() {
    var generator = SplitMix64(state: 4)
    let rate = ExchangeRate(currency: .usd, millionths: 7_123_457)
    for _ in 0..<1000 {
      let a = Int64.random(in: -1_000_000_000...1_000_000_000, using: &generator)
      #expect(rate.convert(a, to: .cny) <= rate.convert(a + 1, to: .cny))
    }
  }
}

@Suite struct RaggedTests {
  @Test func rowsKeepTheirValues() {
    let rows = [[1, 2], [], [3]]
    let ragged = Ragged(rows)
    #expect(ragged.count == 3)
    #expect((0..<3).map { Array(ragged[$0]) } == rows)
    var more = Ragged<Int>()
    more.closeRows(upTo: 2)
    #expect(more.count == 2 && more[1].isEmpty)
  }
}
