import Portfolio

/// What one clause promises, and what all of them do.
extension Talk {
  /// All that was promised. “When the house sells” alone is a condition.
  var promised: [Draft] {
    guard let waiting, drafts.isEmpty, clause <= 1 else { return drafts }
    return [Draft(isGated: true, tokens: waiting.tokens, sentence: 0, clause: 0)]
  }

  /// “I'll pay 500, if …”: what hangs on it was said before.
  mutating func gateBefore(_ heard: Clause) {
    guard !heard.says(.pay), !heard.items.contains(.rest) else { return }
    for index in drafts.indices.reversed() {
      guard drafts[index].sentence == sentence, drafts[index].clause >= clause - 2 else { return }
      drafts[index].isGated = true
    }
  }

  /// 下个月五号，公司发了我就还: the day stands before.
  var followsDay: Bool {
    guard let last = drafts.last, last.clause == clause - 1, last.isBare, !last.isGated, case .days? = last.day else { return false }
    return true
  }

  func draft(_ heard: Clause) -> Draft { Draft(tokens: heard.tokens, sentence: sentence, clause: clause) }

  /// A new one begins with a second day, a second amount, or the rest.
  func drafts(of heard: Clause) -> [Draft] {
    var (result, current, isBegun): ([Draft], Draft, Bool) = ([], draft(heard), false)
    func close() { if isBegun, current.day != nil || current.hasHowMuch { result.append(current) } }
    for item in heard.items {
      switch item {
      case .day(let day):
        if current.day != nil {
          close()
          current = draft(heard)
        }
        (current.day, isBegun) = (day, true)
      // 八千就八千.
      case .amount(let amount) where current.amount == amount && current.day == nil: break
      case .amount(let amount):
        if current.amount != nil {
          close()
          current = draft(heard)
        }
        (current.amount, isBegun) = (amount, true)
      case .share: (current.hasShare, isBegun) = (true, true)
      // 明天转剩下那五千: all of one promise.
      case .rest where current.day != nil && !current.hasHowMuch && heard.days.count == 1: break
      case .rest:
        close()
        (current, isBegun) = (draft(heard), true)
        current.isRest = true
      case .correction: (result, current, isBegun) = ([], draft(heard), false)
      }
    }
    close()
    return result
  }
}
