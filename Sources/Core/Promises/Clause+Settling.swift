import Portfolio

/// What a clause says when all of its words are heard.
extension Clause {
  mutating func settle(_ all: [Token], _ atoms: AtomReader) {
    // Is the 25th okay.
    if let first = tokens.first, all[first].kind == .neutral, all[first].place.count == 2, atoms.text(first) == 0x69,
      atoms.source[all[first].place.lowerBound + 1] == 0x73, !days.isEmpty
    {
      isAsked = true
    }
    isMore = tokens.contains { all[$0].kind == .neutral && atoms.text($0) == 0x518D && all[$0].place.count == 1 }
    proposes = isAsked && items.isEmpty && tokens.contains { all[$0].place.contains { atoms.source[$0] == 0x6837 } }
    isParted = parts(all, atoms)
    isPartial = tokens.contains { atoms.isWhole($0) }
    // 总共五千六: what he owes.
    isTotal = days.isEmpty && hasAmount && !says(.pay) && !says(.weakPay) && tokens.first.map { atoms.isTotal($0) } == true
    if atoms.isChinese { dropTopic() }
    isMereNo = saysNo(all, atoms)
    isOffered = isOffer(all, atoms)
    addressesYou = tokens.contains { all[$0].place.contains { atoms.source[$0] == 0x4F60 } }
    isAsked = isAsked || stop == .question || (says(.tag) && subject != .me && !says(.pay))
    // 什么时候我说不准: no question.
    if isAsked, stop != .question, says(.doubt) { isAsked = false }
    // 周三不行就周四: the one or the other.
    if says(.denyState), days.count == 2, case .day? = items.last, !items.contains(where: Self.isHowMuch) {
      speech.remove(.denyState)
      speech.insert(.doubt)
    }
    // 看运费啥时候下来: it hangs on that.
    if isAsked, stop != .question, atoms.text(tokens.lowerBound) == 0x770B {
      isAsked = false
      speech.insert(.gate)
    }
    // 哪天有空哪天还: no question.
    if isAsked, stop != .question, isRepeatedAsking(all, atoms) {
      isAsked = false
      speech.insert(.gate)
    }
    // 过年发了红包就还: of something that has no day.
    if atoms.isChinese, thenPays, says(.wagesCame), strangers > 0, !says(.salary), !says(.wages) { speech.insert(.gate) }
    // 平台结款我就还: it hangs on what is said before.
    if says(.wagesCame), says(.pay) || says(.weakPay), strangers > 0 { thenPays = true }
    isThen = thenPays && days.isEmpty && !isToday && !isEvery && (strangers > 0 || says(.employer) || says(.third) || says(.raise))
    if waits, strangers > 0 || says(.third) || says(.employer) { speech.insert(.gate) }
    // Half now and half on the 15th.
    if let now, items.count(where: Self.isHowMuch) > 1 || items.contains(.rest), !items.prefix(now).contains(where: Self.isDay),
      !days.isEmpty
    {
      items.insert(.day(.days(atoms.today, atoms.today)), at: now)
    }
    // 给你打过来: he calls, or sends money on a day that is not near.
    if says(.callsOrPays) { speech.insert(callsBack(atoms.today) ? .call : .pay) }
    if isThere, !says(.pay), !says(.weakPay), !says(.retold) { items = [] }
    if isEvent, !says(.pay), !says(.weakPay), !items.contains(where: Self.isHowMuch) { speech.insert(.event) }
    // 你说八号就八号: he agrees.
    if says(.say), items.count == 2, case .day(let day) = items[0], items[1] == .day(day) { speech.insert(.retold) }
    if isMade, says(.pay) { speech.insert(.say) }
    if givesLast(all, atoms) { speech.insert(.pay) }
    if says(.done) { speech.insert(isStillToDo(atoms.today) ? .pay : .past) }
    // Today is Thursday: no day for money.
    if !says(.pay), !says(.weakPay), !says(.wages), !items.contains(where: Self.isHowMuch), days.count > 1, days.first == today {
      items = []
    }
    // 二十八号还不上我跟你姓.
    if says(.oath), says(.denyState) || says(.deny) || says(.condition) {
      speech.subtract([.denyState, .deny, .condition, .gate])
      if !days.isEmpty { speech.insert(.pay) }
    }
    // 15号还的: over, unless it will be.
    if says(.did), !says(.will), !says(.retold), !days.allSatisfy({ atoms.isThisMonth($0) }) || days.isEmpty { speech.insert(.past) }
    if says(.did) { speech.insert(.pay) }
    if says(.salary), says(.wagesCame) || (says(.weakPay) && !days.isEmpty) {
      speech.insert(.wages)
      isOthersDeed = isOthersDeed || subject == .third
    }
    // 15号和20号各还三百.
    if says(.each), !days.isEmpty, let amount = items.first(where: Self.isAmount) { share(amount) }
  }
}
