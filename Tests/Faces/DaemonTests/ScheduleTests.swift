import Policy
import Portfolio
import TestRandom
import Testing

@testable import Daemon

@Suite struct ScheduleTests {
  private let day = Day(9000)
  private let times = RunTimes()

  private func step(_ hour: Int, _ minute: Int = 0, published: Bool) -> Schedule.Step {
    Schedule.step(today: day, secondsOfDay: hour * 3600 + minute * 60, runs: { _ in times }, isPublished: published)
  }

  @Test func theNightIsWaitedForRunMadeUpAndGivenUp() {
    #expect(step(0, published: false) == .wait(.seconds(9000)))
    #expect(step(2, 29, published: false) == .wait(.seconds(60)))
    #expect(step(2, 30, published: false) == .run(slot: day))
    #expect(step(6, 59, published: false) == .run(slot: day))
    #expect(step(7, published: false) == .run(slot: day))
    #expect(step(7, 1, published: false) == .missed(slot: day, wait: .seconds((24 - 7) * 3600 - 60 + 9000)))
    #expect(step(3, published: true) == .wait(.seconds(21 * 3600 + 9000)))
    #expect(step(1, published: true) == .wait(.seconds(23 * 3600 + 9000)))
  }

  @Test func tomorrowsTimeIsTomorrowsPolicys() {
    let late = RunTimes(night: TimeOfDay(hour: 4, minute: 0) ?? times.night)
    let step = Schedule.step(today: day, secondsOfDay: 10 * 3600, runs: { $0 == day ? times : late }, isPublished: true)
    #expect(step == .wait(.seconds(18 * 3600)))
  }

  /// At whatever second the daemon looks, and whenever it was down, no night runs twice, none runs before its time or after it may be made up, and
  /// waiting always ends at a later moment.
  @Test func oneRunANightAtMostWhateverTheClockDoes() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<300 {
      var now = Int(random.next() % 86_400)
      var published: Set<Int> = []
      for _ in 0..<60 {
        let today = now / 86_400
        let second = now % 86_400
        switch Schedule.step(today: Day(Int32(today)), secondsOfDay: second, runs: { _ in times }, isPublished: published.contains(today)) {
        case .run(let slot):
          #expect(slot.rawValue == Int32(today))
          #expect(second >= times.night.minutes * 60 && second <= times.missedUntil.minutes * 60)
          #expect(published.insert(today).inserted)
          now += Int(random.next() % 3000)
        case .wait(let duration), .missed(_, let duration):
          #expect(duration > .zero)
          // The daemon wakes when it is time, or much later after a power cut.
          now += Int(duration.components.seconds) + (random.next() % 4 == 0 ? Int(random.next() % 90_000) : 0)
        }
      }
    }
  }
}
