import Portfolio
import Store
import Testing

@testable import allot

@Suite struct ToneDriftTests {
  private func month(_ number: Int, _ tones: [Int], groups: [Int] = [10, 10]) -> ToneMonth {
    ToneMonth(
      month: Day(year: 2026, month: number, day: 1) ?? .none, conversations: tones.reduce(0, +), tones: tones,
      groups: groups + [Int](repeating: 0, count: 31 - groups.count))
  }

  @Test func theSameSharesHaveNoDriftAndAnotherMixHas() {
    #expect(abs(ToneDrift.psi([100, 200, 300], [200, 400, 600])) < 0.001)
    // 50/50 against 80/20: 0.3 · ln 1.6 − 0.3 · ln 0.4 = 0.416.
    #expect(abs(ToneDrift.psi([50_000, 50_000], [80_000, 20_000]) - 0.4159) < 0.001)
    #expect(ToneDrift.psi([], []) == 0)
  }

  @Test func monthsAreComparedWithTheOneBefore() {
    let months = ToneDrift.months([month(8, [60, 30, 10]), month(9, [62, 28, 10]), month(10, [20, 30, 50]), month(11, [3, 2, 1])])
    #expect(months.map(\.flag) == ["", "", "changed", ""])
    #expect(months[0].tones == nil && months[3].tones == nil && months[1].month == "2026-09")
  }
}
