import Portfolio

/// Hears one clause after the other and remembers what carries over: whose words they are, what they hang on, when wages come.
struct Talk {
  var drafts: [Draft] = []
  /// When wages are known to come.
  private var payday: Day?
  var sentence = 0
  var clause = 0
  /// Until the end of the sentence, or until he speaks of himself again.
  private var isOthersWord = false
  /// Until the end of the sentence, or until he speaks of this debt again.
  private var isOtherDebt = false
  /// Until the end of the sentence: what he only proposes.
  private var isProposal = false
  private var isGated = false
  /// What he waits for has a day: 他礼拜天给我.
  private var isGatedWithDay = false
  private var wagesWereNamed = false
  /// The last clause in which he said no.
  private var deniedClause = -2
  private var askedClause = -2
  private var askedDays: [DayReader.Found] = []
  /// The last clause that was a mere no.
  private var noClause = -2
  /// A day that something else is on, which 到时候 may mean.
  private var mentioned: (day: DayReader.Found, clause: Int)?
  /// What he waits for, while nothing else was said.
  var waiting: Draft?
  /// A day on which he gets the money (“on the 25th I go to the bank”), for the clause that says that he pays it.
  private var raised: DayReader.Found?

  let today: Day

  init(payday: Day?, today: Day) { (self.payday, self.today) = (payday, today) }

  mutating func hear(_ heard: Clause) {
    let (sentence, clause) = (sentence, clause)
    defer {
      // 嗯, ok: a pause.
      if !heard.isPause { self.clause += 1 }
      if heard.stop != .comma { endSentence() }
    }
    if isOthersWord, !isProposal, heard.saysNow || heard.isContrast || (heard.subject == .me && !heard.says(.say)) { isOthersWord = false }
    if isSaidByOthers(heard) { isOthersWord = true }
    // 你们这个下月初: of another debt no more.
    if isOtherDebt, heard.subject == .you || (heard.addressesYou && heard.says(.pay)), !heard.says(.say) { isOthersWord = false }
    if heard.items.contains(.correction) || isPutRight(heard) {
      let first = clause - (noClause == clause - 1 ? 2 : 1)
      takeBack { $0.sentence == sentence || $0.clause >= first }
    }
    if heard.isMereNo { noClause = clause }
    guard !isOthersWord else {
      // 你说的那个日期我还不上: now he answers.
      if heard.says(.denyState) { isOthersWord = false }
      return
    }
    if heard.isAsked {
      askedClause = clause
      // “可以吗” asks for what was just said.
      // 你看这样行不，我二十号先还八百: of what follows.
      askedDays = heard.days
      // 二十号我发工资，等到二十号行吗.
      if let last = drafts.last, last.clause == clause - 1, last.isPayday || last.isBare, let day = heard.days.first, last.day == day {
        drafts.removeLast()
      }
      if heard.proposes { isOthersWord = true; isProposal = true }
      if heard.isEmpty, heard.says(.ask) { takeBack { $0.sentence == sentence && $0.clause == clause - 1 } }
      return
    }
    // 分三期还可以吗，每期一千: still the question.
    if askedClause == clause - 1, heard.days.isEmpty, !heard.says(.pay), !heard.says(.weakPay), heard.hasAmount {
      askedClause = clause
      return
    }
    // 能等到二十号吗，二十号我发工资: why he asks.
    if askedClause == clause - 1, !heard.days.isEmpty, heard.days == askedDays, heard.says(.wages) || heard.says(.salary), !heard.says(.pay)
    {
      askedClause = clause
      return
    }
    if heard.says(.cannot) { takeBack { $0.sentence == sentence } }
    if heard.says(.otherDebt) { (isOthersWord, isOtherDebt) = (true, true) }
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
      // 星期五，不是明天，是下个星期五.
      if heard.says(.deny), !heard.says(.pay), let last = drafts.last, last.isBare, last.clause == clause - 1, heard.days == [last.day] {
        drafts.removeLast()
      }
      // 我工资还没发，发了还.
      if heard.says(.salary) || heard.says(.wages) { wagesWereNamed = true }
      // I can't pay until the 20th; of “until January” nobody knows the day.
      if heard.saysUntil, heard.says(.pay), heard.subject != .third, heard.days.count == 1, case .days(_, let until)? = heard.days.first,
        drafts.isEmpty
      {
        var draft = draft(heard)
        draft.day = .days(until, until)
        draft.isGated = isGated || until.firstOfMonth != (until + 1).firstOfMonth
        draft.amount = heard.items.compactMap { if case .amount(let amount) = $0 { amount } else { nil } }.first
        drafts.append(draft)
      }
      // 明天不能全还，能还两百.
      if heard.isPartial, heard.days.count == 1, let day = heard.days.first { raised = day }
      // 十五号还，还不上: not meant, unless it is of today.
      if heard.says(.denyState), heard.isFlatRefusal, let last = drafts.indices.last, drafts[last].clause == clause - 1 {
        drafts[last].isGated = true
      }
      // 过完年再说，没钱: he only puts it off.
      if let last = drafts.indices.last, drafts[last].isPutOff, drafts[last].clause >= clause - 1 { drafts[last].isGated = true }
      if heard.says(.gate) { isGated = true }
      return
    }
    if heard.isTotal, drafts.last.map({ $0.clause < clause - 1 || $0.hasHowMuch }) ?? true { return }
    if heard.says(.call), !heard.says(.pay), !heard.hasAmount {
      // Call me Thursday and I'll pay: on that day.
      if heard.days.count == 1, heard.subject != .third { raised = heard.days.first }
      return
    }
    take(heard)
  }

  /// 周四，不，周五.
  private func isPutRight(_ heard: Clause) -> Bool {
    noClause == clause - 1 && !heard.days.isEmpty && drafts.last?.clause == clause - 2 && drafts.last?.day != nil
  }

  /// Takes the last ones back as long as they are meant.
  private mutating func takeBack(while isMeant: (Draft) -> Bool) {
    while let last = drafts.last, isMeant(last) { drafts.removeLast() }
  }

  private mutating func endSentence() {
    sentence += 1
    (isOthersWord, isOtherDebt, isProposal, isGated, isGatedWithDay, raised) = (false, false, false, false, false, nil)
  }

  /// 你们说月底, 我老公说下周给; not 我说了15号, 我跟你讲.
  private func isSaidByOthers(_ heard: Clause) -> Bool {
    heard.says(.say) && !heard.says(.gate) && !heard.says(.retold) && heard.subject != .me && (heard.subject != nil || !heard.says(.past))
  }

  // MARK: What is promised

  private mutating func take(_ heard: Clause) {
    var heard = heard
    // 他礼拜天给我 我礼拜一给你: his own day.
    if isGatedWithDay, heard.subject == .me, !heard.days.isEmpty, !heard.says(.gate), heard.says(.pay) || heard.says(.weakPay) {
      (isGated, isGatedWithDay) = (false, false)
    }
    // I get paid biweekly, next one's the 25th.
    let isNextPayday = wagesWereNamed && heard.says(.raise) && !heard.days.isEmpty && !heard.says(.pay) && !heard.hasAmount
    if isNextPayday, drafts.last.map({ $0.clause < clause - 1 || ($0.isGated && $0.day == nil && !$0.hasHowMuch) }) ?? true {
      let before = clause - 1
      takeBack { $0.isGated && $0.day == nil && !$0.hasHowMuch && $0.clause == before }
      isGated = false
    }
    var gated =
      isGated || heard.says(.doubt) || heard.says(.putOff) || heard.says(.vague) || (heard.says(.again) && heard.isOfYear)
      || (heard.says(.again) && (heard.days.isEmpty || deniedClause == clause - 1)) || (heard.says(.hasMoney) && heard.days.isEmpty)
      || (heard.says(.sometime) && heard.days.isEmpty)
      || heard.says(.condition) || heard.isOthersDeed || (heard.isThen && !followsDay && raised == nil)
    let isOfWages = isNextPayday || heard.says(.wages) || (heard.says(.wagesCame) && wagesWereNamed)
    if isOfWages {
      wagesWereNamed = true
      if heard.isOthersDeed {
        gated = true
      } else if heard.days.isEmpty {
        // 下个月中旬吧 我年终奖下来: the day was named before.
        if followsDay, !heard.hasAmount, !heard.says(.gate), let day = drafts.last?.day {
          if !heard.says(.pay) { return }
          heard.items.insert(.day(day), at: 0)
        } else if let payday {
          heard.items.insert(.day(.days(payday, payday)), at: 0)
        } else {
          gated = true
        }
      } else if heard.saysUntil, case .days(_, let until)? = heard.days.first {
        // My paycheck is delayed until the fifth.
        payday = until
        heard.setFirstDay(.days(until, until))
      } else if case .days(let from, let until)? = heard.days.first {
        // A month in which wages come is no payday.
        if from == until { payday = from } else { gated = gated || drafts.last?.day != heard.days.first }
      }
    } else if heard.says(.gate) {
      gateBefore(heard)
      gated = true
    }
    guard heard.isAboutMoney, !heard.says(.event) else {
      if heard.saysUntil, case .days(_, let until)? = heard.days.first { heard.setFirstDay(.days(until, until)) }
      if let day = heard.days.first, heard.subject != .you, heard.subject != .third { mentioned = (day, clause) }
      if heard.says(.raise) || heard.says(.event) || (heard.says(.weakPay) && heard.subject == .me && !heard.says(.gate)),
        let day = heard.days.first
      {
        (raised, isGated) = (day, false)
      }
      if gated, heard.says(.gate) { (isGated, isGatedWithDay) = (true, !heard.days.isEmpty && !heard.says(.condition)) }
      if heard.says(.gate), !heard.says(.condition), heard.days.isEmpty, drafts.isEmpty, clause == 0 { waiting = draft(heard) }
      return
    }
    if heard.days.isEmpty, !gated,
      heard.says(.pay) || (heard.says(.weakPay) && (heard.hasAmount || heard.refersBack))
        || (heard.says(.weakPay) && heard.isToday && heard.subject == .me && heard.strangers == 0 && !heard.says(.call))
        || (heard.saysNow && heard.subject != .me && heard.items.contains { $0 != .rest })
    {
      if heard.refersBack, let mentioned, mentioned.clause == clause - 1 {
        heard.items.insert(.day(mentioned.day), at: 0)
      } else if let raised {
        heard.items.insert(.day(raised), at: 0)
      } else if heard.isToday, heard.hasHour, !heard.saysNow, let mentioned, mentioned.clause == clause - 1 {
        // 回去要到二十号，回去就还.
        heard.items.insert(.day(mentioned.day), at: 0)
      } else if heard.isToday, let today = heard.today {
        heard.items.insert(.day(today), at: 0)
      }
    }
    // 月底，就这几天: no more than he said.
    if heard.says(.sometime), heard.items.isEmpty, heard.strangers == 0, !heard.says(.gate), let last = drafts.last, !last.isGated,
      last.clause == clause - 1, last.day != nil
    {
      return
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
      (draft.isParted, draft.isMore) = (heard.isParted, heard.isMore)
      add(draft)
    }
    if gated, heard.says(.gate) || (isOfWages && payday == nil) {
      isGated = true
      isGatedWithDay = isGatedWithDay || (isOfWages && !heard.days.isEmpty && !heard.says(.gate))
    }
  }
}
