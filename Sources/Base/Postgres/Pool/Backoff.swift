/// How long to wait before running a transaction again.
enum Backoff {
  /// Milliseconds before attempt `attempt` (1 is the first repetition): 50, 100, 200 … at most 2,000, of which a random half to the whole,
  /// so that those who collided do not meet again.
  static func milliseconds(attempt: Int, random: inout some RandomNumberGenerator) -> Int {
    let full = min(50 << min(max(attempt - 1, 0), 10), 2_000)
    return Int.random(in: full / 2...full, using: &random)
  }

  /// Whether repetition number `attempt` is allowed after an error of this class.
  static func allows(_ retryClass: PostgresError.RetryClass, attempt: Int, limit: Int) -> Bool {
    switch retryClass {
    case .never: false
    case .once: attempt <= min(limit, 1)
    case .always: attempt <= limit
    }
  }
}
