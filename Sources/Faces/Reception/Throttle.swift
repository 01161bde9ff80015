import Synchronization

/// So many requests a second for each who asks, saved up over ten seconds.
final class Throttle: Sendable {
  private struct Account {
    /// Thousandths of a request.
    var left: Int64
    var at: ContinuousClock.Instant
  }
  private let accounts = Mutex<[String: Account]>([:])
  private let rate: Int64
  private static let seconds: Int64 = 10
  private static let most = 20_000

  /// `rate`: requests a second; 0 is without limit.
  init(rate: Int) { self.rate = Int64(rate) }

  /// Seconds until `who` may ask again; 0: this one counts.
  func pause(of who: String, now: ContinuousClock.Instant = .now) -> Int {
    guard rate > 0 else { return 0 }
    return accounts.withLock { accounts in
      let full = rate * Self.seconds * 1_000
      if accounts.count >= Self.most { accounts = accounts.filter { now - $0.value.at < .seconds(Self.seconds) } }
      if accounts.count >= Self.most { accounts.removeAll() }
      var account = accounts[who] ?? Account(left: full, at: now)
      let passed = (now - account.at).components
      let milliseconds = min(passed.seconds, 60) * 1_000 + passed.attoseconds / 1_000_000_000_000_000
      account = Account(left: min(full, account.left + milliseconds * rate), at: now)
      defer { accounts[who] = account }
      guard account.left >= 1_000 else { return 1 }
      account.left -= 1_000
      return 0
    }
  }
}
