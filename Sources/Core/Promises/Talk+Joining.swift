import Portfolio

/// What was said in two clauses and is one promise.
extension Talk {
  /// One promise may be said in two clauses: 下周三吧，还两千.
  mutating func add(_ new: Draft) {
    if let index = drafts.indices.last, drafts[index].clause == clause - 1, !new.isRest,
      !drafts[index].isGated || new.isGated || drafts[index].day == .unsure || (drafts[index].isPayday && drafts[index].day != nil)
    {
      let last = drafts[index]
      // Thirty days, give me thirty days: said again and better.
      if last.day == .unsure, last.isBare || !last.hasHowMuch, new.day != nil, new.day != .unsure {
        drafts[index] = new
        return
      }
      // 一万五分两次，五号八千.
      if last.isParted, last.day == nil, new.amount != nil, !new.isGated || last.amount == nil {
        drafts[index] = new
        return
      }
      // 这个月月底，下个月月初: the one or the other.
      if last.isBare, new.isBare, !last.isPayday, !last.isGated, !new.isGated, last.sentence == new.sentence, !last.isPutOff, !new.isPutOff,
        case .days(let from, let until)? = last.day, case .days(let begin, let end)? = new.day, until < begin, begin - until <= 3
      {
        drafts[index].day = .days(from, end)
        drafts[index].clause = clause
        return
      }
      // 月底吧，月底前后: less exactly.
      if last.isBare, new.isBare, !new.isGated, case .days(let from, let until)? = last.day, case .days(let begin, let end)? = new.day,
        from == until, begin == max(from - 1, today), end == until + 1
      {
        drafts[index].day = new.day
        drafts[index].clause = clause
        return
      }
      // 分三期 每个月二十号还六百: what he means by it.
      if last.day == nil, last.amount == nil, last.hasShare, !last.isRest, new.day != nil, new.amount != nil {
        drafts[index] = new
        return
      }
      // 八百 就八百 明天给: said again.
      if last.day == nil, last.amount != nil, new.amount == last.amount, !new.isMore {
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
      // 国庆前 9月30号吧: its last day.
      if last.isBare, new.isBare, case .days(let from, let until)? = last.day, new.day == .days(until, until), from < until {
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
    // 三千块嘛，我又不是还不起，明天就给你.
    if let index = drafts.indices.last, drafts[index].clause == clause - 2, drafts[index].sentence == sentence, drafts[index].day == nil,
      drafts[index].amount != nil, !drafts[index].isGated, !new.isGated, !new.isRest, new.day != nil, !new.hasHowMuch
    {
      (drafts[index].day, drafts[index].clause) = (new.day, clause)
      return
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
      if drafts[index].clause == clause - 1 { drafts[index].clause = clause }
      return
    }
    if let last = drafts.last, new.day == last.day, !new.hasHowMuch, new.day != nil, new.isGated == last.isGated { return }
    drafts.append(new)
  }
}
