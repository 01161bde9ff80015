import Portfolio

/// Legs of one call (a ring group, a transfer) brought together, within a window of calls: exports list them close to each other.
struct CallLegs {
  private static let window = 512
  private var calls: [String: AttemptRow] = [:]
  private var order: [String] = []
  private var oldest = 0
  private(set) var merged = 0

  /// Adds a leg; returns the call that leaves the window, if one does.
  mutating func add(_ row: AttemptRow) -> AttemptRow? {
    if let known = calls[row.sourceID] {
      calls[row.sourceID] = CallLegs.better(known, row)
      merged += 1
      return nil
    }
    calls[row.sourceID] = row
    order.append(row.sourceID)
    guard calls.count > CallLegs.window else { return nil }
    let leaving = calls.removeValue(forKey: order[oldest])
    oldest += 1
    if oldest == CallLegs.window {
      order.removeFirst(oldest)
      oldest = 0
    }
    return leaving
  }

  /// The calls still in the window, in the order of their first legs.
  mutating func drain() -> [AttemptRow] {
    let rows = order[oldest...].compactMap { calls[$0] }
    (calls, order, oldest) = ([:], [], 0)
    return rows
  }

  /// The leg that says most: talk before silence, then the earlier line.
  private static func better(_ a: AttemptRow, _ b: AttemptRow) -> AttemptRow {
    func rank(_ row: AttemptRow) -> (Int, Int32) {
      switch row.code.outcome {
      case .connected: (4, row.talkSeconds)
      case .thirdParty, .wrongPerson: (3, row.talkSeconds)
      case .hungUp, .voicemail: (2, row.talkSeconds)
      case .unknown, .cancelled, .networkProblem, .blocked: (0, row.talkSeconds)
      default: (1, row.talkSeconds)
      }
    }
    var best = rank(b) > rank(a) ? b : a
    best.line = a.line
    best.key = a.key ?? b.key
    best.point = best.point ?? a.point ?? b.point
    if a.at.offsetSeconds == b.at.offsetSeconds { best.at = a.at.microseconds <= b.at.microseconds ? a.at : b.at }
    return best
  }
}
