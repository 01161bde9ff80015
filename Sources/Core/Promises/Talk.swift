import Portfolio

/// Hears one clause after the other and remembers what carries over: whose words they are, what they hang on, when wages come.
struct Talk {
  private(set) var drafts: [Draft] = []
  /// When wages are known to come.
  private var payday: Day?
  private var sentence = 0
  private var clause = 0
  /// Until the end of the sentence, or until he speaks of himself again.
  private var isOthersWord = false
  private var isGated = false
  private var wagesWereNamed = false
  /// The last clause in which he said no.
  private var deniedClause = -2
  private var askedClause = -2
  /// A day that something else is on, which 到时候 may mean.
  private var mentioned: (day: DayReader.Found, clause: Int)?
  /// What he waits for, while nothing else was said.
  private var waiting: Draft?
  /// A day on which he gets the money (“on the 25th I go to the bank”), for the clause that says that he pays it.
  private var raised: DayReader.Found?

  private let today: Day

  init(payday: Day?, today: Day) { (self.payday, self.today) = (payday, today) }

  mutating func hear(_ heard: Clause) {
    let (sentence, clause) = (sentence, clause)
    defer {
      // 嗯, ok: a pause.
      if !heard.isPause { self.clause += 1 }
      if heard.stop != .comma { endSentence() }
    }
    if isOthersWord, heard.saysNow || heard.isContrast || (heard.subject == .me && !heard.says(.say)) { isOthersWord = false }
    if isSaidByOthers(heard) { isOthersWord = true }
    if heard.items.contains(.correction) { takeBack { $0.sentence == sentence || $0.clause == clause - 1 } }
    guard !isOthersWord else {
      // 你说的那个日期我还不上: now he answers.
      if heard.says(.denyState) { isOthersWord = false }
      return
    }
    if heard.isAsked {
      askedClause = clause
      // “可以吗” asks for what was just said.
      if heard.isEmpty, heard.says(.ask) { takeBack { $0.sentence == sentence && $0.clause == clause - 1 } }
      return
    }
    // 分三期还可以吗，每期一千: still the question.
    if askedClause == clause - 1, heard.days.isEmpty, !heard.says(.pay), !heard.says(.weakPay), heard.hasAmount {
      askedClause = clause
      return
    }
    if heard.says(.cannot) { takeBack { $0.sentence == sentence } }
    if heard.says(.otherDebt) { isOthersWord = true }
    if heard.says(.cannot) || heard.says(.otherDebt) { return }
    if heard.says(.past), !heard.says(.retold) {
      // 昨天转的，一千块: still what is over.
      if !heard.hasAmount { askedClause = clause }
      return
    }
    if heard.says(.deny) || heard.says(.denyState) {
      if heard.saysUntil, case .days(_, let until)? = heard.days.first { raised = .days(until, until) }
      deniedClause = clause
      isOthersWord = false
      // 十五号还，还不上: not meant, unless it is of today.
      if heard.says(.denyState), heard.isFlatRefusal, let last = drafts.indices.last, drafts[last].clause == clause - 1 {
        drafts[last].isGated = true
      }
      // 过完年再说，没钱: he only puts it off.
      if let last = drafts.indices.last, drafts[last].isPutOff, drafts[last].clause >= clause - 1 { drafts[last].isGated = true }
      if heard.says(.gate) { isGated = true }
      return
    }
    if heard.says(.call), !heard.says(.pay), !heard.hasAmount { return }
    take(heard)
  }

  /// Takes the last ones back as long as they are meant.
  private mutating func takeBack(while isMeant: (Draft) -> Bool) {
    while let last = drafts.last, isMeant(last) { drafts.removeLast() }
  }

  private mutating func endSentence() {
    sentence += 1
    (isOthersWord, isGated, raised) = (false, false, nil)
  }

  /// 你们说月底, 我老公说下周给; not 我说了15号, 我跟你讲.
  private func isSaidByOthers(_ heard: Clause) -> Bool {
    heard.says(.say) && !heard.says(.gate) && !heard.says(.retold) && heard.subject != .me && (heard.subject != nil || !heard.says(.past))
  }

  // MARK: What is promised

  private mutating func take(_ heard: Clause) {
    var heard = heard
    var gated =
      isGated || heard.says(.doubt) || heard.says(.putOff) || heard.says(.vague)
      || (heard.says(.again) && (heard.days.isEmpty || deniedClause == clause - 1)) || (heard.says(.hasMoney) && heard.days.isEmpty)
      || (heard.says(.sometime) && heard.days.isEmpty)
      || heard.says(.condition) || heard.isOthersDeed
    let isOfWages = heard.says(.wages) || (heard.says(.wagesCame) && wagesWereNamed)
    if isOfWages {
      wagesWereNamed = true
      if heard.isOthersDeed {
        gated = true
      } else if heard.days.isEmpty {
        if let payday { heard.items.insert(.day(.days(payday, payday)), at: 0) } else { gated = true }
      } else if case .days(let from, let until)? = heard.days.first {
        // A month in which wages come is no payday.
        if from == until { payday = from } else { gated = gated || drafts.last?.day != heard.days.first }
      }
    } else if heard.says(.gate) {
      gateBefore(heard)
      gated = true
    }
    guard heard.isAboutMoney, !heard.says(.event) else {
      if let day = heard.days.first, heard.subject != .you, heard.subject != .third { mentioned = (day, clause) }
      if heard.says(.raise) || heard.says(.event), let day = heard.days.first { (raised, isGated) = (day, false) }
      if gated, heard.says(.gate) { isGated = true }
      if heard.says(.gate), !heard.says(.condition), heard.days.isEmpty, drafts.isEmpty, clause == 0 { waiting = draft(heard) }
      return
    }
    if heard.days.isEmpty, !gated,
      heard.says(.pay) || (heard.says(.weakPay) && heard.hasAmount)
        || (heard.saysNow && heard.subject != .me && heard.items.contains { $0 != .rest })
    {
      if heard.refersBack, let mentioned, mentioned.clause == clause - 1 {
        heard.items.insert(.day(mentioned.day), at: 0)
      } else if let raised {
        heard.items.insert(.day(raised), at: 0)
      } else if heard.isToday, let today = heard.today {
        heard.items.insert(.day(today), at: 0)
      }
    }
    var found = drafts(of: heard)
    if found.isEmpty, gated,
      heard.says(.pay) || heard.says(.vague) || heard.says(.hasMoney)
        || (heard.says(.gate) && (heard.says(.raise) || heard.says(.weakPay) || heard.namesMoney))
        || (heard.says(.sometime) && (heard.says(.weakPay) || (heard.strangers == 0 && !heard.says(.again))))
        || (isOfWages && !heard.isEvery)
    {
      found = [draft(heard)]
    }
    for var draft in found where draft.day != .past {
      draft.isGated = gated
      draft.isBare = !heard.says(.pay) && !heard.says(.weakPay) && !draft.hasHowMuch
      draft.isPayday = isOfWages && !heard.says(.pay) && !heard.says(.weakPay)
      draft.isPutOff = heard.says(.again)
      add(draft)
    }
    if gated, heard.says(.gate) || (isOfWages && payday == nil) { isGated = true }
  }

  /// All that was promised. “When the house sells” alone is a condition.
  var promised: [Draft] {
    guard let waiting, drafts.isEmpty, clause <= 1 else { return drafts }
    return [Draft(isGated: true, tokens: waiting.tokens, sentence: 0, clause: 0)]
  }

  /// “I'll pay 500, if …”: what hangs on it was said before.
  private mutating func gateBefore(_ heard: Clause) {
    guard !heard.says(.pay), !heard.items.contains(.rest) else { return }
    for index in drafts.indices.reversed() {
      guard drafts[index].sentence == sentence, drafts[index].clause >= clause - 2 else { return }
      drafts[index].isGated = true
    }
  }

  private func draft(_ heard: Clause) -> Draft { Draft(tokens: heard.tokens, sentence: sentence, clause: clause) }

  /// A new one begins with a second day, a second amount, or the rest.
  private func drafts(of heard: Clause) -> [Draft] {
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
      case .amount(let amount):
        if current.amount != nil {
          close()
          current = draft(heard)
        }
        (current.amount, isBegun) = (amount, true)
      case .share: (current.hasShare, isBegun) = (true, true)
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

  /// One promise may be said in two clauses: 下周三吧，还两千.
  private mutating func add(_ new: Draft) {
    if let index = drafts.indices.last, drafts[index].clause == clause - 1, !new.isRest,
      !drafts[index].isGated || new.isGated || drafts[index].day == .unsure
    {
      let last = drafts[index]
      // Thirty days, give me thirty days: said again and better.
      if last.day == .unsure, last.isBare, new.day != nil, new.day != .unsure {
        drafts[index] = new
        return
      }
      // 八百 就八百 明天给: said again.
      if last.day == nil, last.amount != nil, new.amount == last.amount {
        drafts[index].day = new.day
        drafts[index].isGated = last.isGated || new.isGated
        drafts[index].clause = clause
        return
      }
      // 月底发工资 六月一号还: the day on which he pays.
      if last.isPayday, !new.isPayday, new.day != nil {
        drafts[index] = new
        return
      }
      // 下周吧 下周三还两千: more exactly.
      if last.isBare, !new.isGated, case .days(let from, let until)? = last.day, case .days(let begin, let end)? = new.day, from > today,
        from <= begin, end <= until, from < begin || end < until
      {
        drafts[index] = new
        return
      }
      if last.day == nil, !new.hasHowMuch, new.day != nil {
        drafts[index].day = new.day
        drafts[index].isGated = last.isGated || new.isGated
        drafts[index].clause = clause
        return
      }
      if last.day != nil, !last.hasHowMuch, new.day == nil || new.day == last.day {
        drafts[index].amount = new.amount
        drafts[index].hasShare = new.hasShare
        drafts[index].isGated = last.isGated || new.isGated
        drafts[index].clause = clause
        return
      }
    }
    // 宽限我三天 三天后一定还: more exactly.
    if let index = drafts.indices.last, drafts[index].clause == clause - 1, !drafts[index].isGated, !new.isGated, !new.isRest,
      case .days(let from, let until)? = drafts[index].day, case .days(let day, until)? = new.day, day == until, from < day, !new.hasHowMuch
    {
      drafts[index].day = new.day
      drafts[index].clause = clause
      return
    }
    // 二十号，我记住了，二十号还两千.
    if let index = drafts.indices.last, new.day != nil, new.day == drafts[index].day, !drafts[index].hasHowMuch, !new.isRest, !new.isGated,
      !drafts[index].isGated
    {
      (drafts[index].amount, drafts[index].hasShare) = (new.amount, new.hasShare)
      return
    }
    if let last = drafts.last, new.day == last.day, !new.hasHowMuch, new.day != nil, new.isGated == last.isGated { return }
    drafts.append(new)
  }
}
