import Portfolio

/// One clause: what stands in it, in order.
struct Clause {
  enum Item: Equatable {
    case day(DayReader.Found)
    case amount(AmountReader.Amount)
    case share
    case rest
    case correction
  }

  var tokens: Range<Int>
  var stop: Token.Stop
  /// Begins with 但是, but.
  var isContrast: Bool
  var items: [Item] = []
  var speech: Set<Token.Speech> = []
  /// Words that mean nothing to us.
  var strangers = 0
  var isAsked = false
  /// 马上, 下午, 3pm: today, if it is paid.
  var isToday = false
  /// The day of the call.
  var today: DayReader.Found?
  /// Whoever is named first says or does it.
  var subject: Token.Speech?
  /// Somebody else is to pay.
  var isOthersDeed = false
  var isEvery = false
  var waits = false
  /// An hour is named; where in `items` “now” was said.
  var hasHour = false
  var now: Int?
  var hangs = false
  /// 到时候, then: on the day that was named before.
  var refersBack = false
  var refusesToPay = false
  /// 你让我: what he is told to do, if it is paying.
  var isMade = false
  /// 钱, 款.
  var namesMoney = false
  /// “Until”: with a denial it is when he has it.
  var saysUntil = false
  /// 25号回来, 明天放假: what else is on that day.
  var isEvent = false
  var isThere = false
  /// 把两期一起还了.
  var isHandled = false
  /// 你看这样: what follows is meant.
  var proposes = false
  /// 再还五百.
  var isMore = false
  /// 总共五千六: what he owes, or what he pays on the day before.
  var isTotal = false
  /// 分两次.
  var isParted = false
  /// 不能全还: some of it he can.
  var isPartial = false
  /// 不, no, and nothing else.
  var isMereNo = false
  /// 就还, 再给: when something else has been done.
  var thenPays = false
  var isThen = false
  /// 你 begins it: what they do.
  var youAct = false
  /// 打.
  var isCalling = false
  /// 还你们家: of this debt.
  var addressesYou = false
  /// I'll … you.
  var isOffered = false

  init(_ tokens: Range<Int>, _ stop: Token.Stop, isContrast: Bool) {
    self.tokens = tokens
    self.stop = stop
    self.isContrast = isContrast
  }

  func says(_ speech: Token.Speech) -> Bool { self.speech.contains(speech) }
  var days: [DayReader.Found] { items.compactMap { if case .day(let found) = $0 { found } else { nil } } }
  var hasAmount: Bool { items.contains { if case .amount = $0 { true } else { false } } }
  /// Nothing is named, nothing is paid, and no word is unknown.
  var isEmpty: Bool { items.isEmpty && strangers == 0 && !says(.pay) && !says(.wages) }

  /// 明年: no day to keep in mind.
  var isOfYear: Bool { days.contains { if case .days(let from, let until) = $0 { until - from > 200 } else { false } } }

  /// 我还不上, and nothing else.
  var isFlatRefusal: Bool { items.isEmpty && strangers == 0 && now == nil && !isToday && refusesToPay }
  var saysNow: Bool { now != nil }
  /// Nothing at all is said.
  var isPause: Bool { items.isEmpty && strangers == 0 && speech.isEmpty }

  /// Money is meant: it is paid, or nothing else is said.
  var isAboutMoney: Bool {
    // 你们扣了我三百: what they do.
    if subject == .you, strangers > 0, !says(.pay), !says(.weakPay) { return false }
    // 你过年也打: they call.
    if youAct, isCalling, !says(.pay), !hasAmount { return false }
    // I'll chuck you fifty bucks on Thursday: whatever the verb is.
    if isOffered, hasAmount, !days.isEmpty, !says(.owes), !says(.salary) { return true }
    return says(.pay) || (says(.vague) && namesMoney) || (says(.gate) && (says(.raise) || says(.weakPay) || namesMoney))
      || ((says(.putOff) || says(.again) || says(.hasMoney)) && !days.isEmpty) || says(.wages) || (says(.weakPay) && hasAmount)
      || (strangers == 0 && !says(.owes) && !(says(.raise) && subject == .me && !says(.you)) && !says(.salary)
        && (!says(.third) || says(.retold)) && !says(.employer) && (!says(.wagesCame) || says(.wages)))
  }

  /// Reads every token once; expressions take the tokens they are made of.
  mutating func read(_ all: [Token], _ atoms: AtomReader) {
    let (dayReader, amountReader) = (DayReader(atoms, tokens), AmountReader(all, tokens))
    today = .days(atoms.today, atoms.today)
    var lastActor: Token.Speech?
    var index = tokens.lowerBound
    while index < tokens.upperBound {
      if case .number = all[index].kind, index + 1 < tokens.upperBound, all[index + 1].kind == .hour {
        (isToday, hasHour, index) = (true, true, index + 2)
        continue
      }
      // Monday not Friday.
      if all[index].kind == .speech(.deny), !days.isEmpty, index + 1 < tokens.upperBound,
        let (_, next) = dayReader.read(at: atoms.skipping(index + 1)), next == tokens.upperBound
      {
        index = next
        continue
      }
      // 分三个月还: in how many parts.
      if let next = partsEnd(index, all, atoms) {
        items.append(.share)
        index = next
        continue
      }
      // 一个月还一千: so much in each, and no day.
      if let next = rate(index, all, atoms, amountReader) {
        (isEvery, index) = (true, next)
        continue
      }
      if let (found, next) = dayReader.read(at: index) {
        // 从这个月开始每月28号: the day, not the month.
        if case .month = all[index].kind, next + 1 < tokens.upperBound, atoms.isBeginning(next),
          dayReader.read(at: next + 1) != nil
        {
          index = next + 1
          continue
        }
        // 这个月的我月底还: of which money.
        if isMonth(index, next, all, atoms), next + 1 < tokens.upperBound,
          (atoms.text(next) == 0x7684 && all[next].place.count == 1) || namesDay(behind: next, all, dayReader)
            || (atoms.text(next) == 0x90A3 && atoms.unit(next + 1) == .instalment)
        {
          index = next + 1
          continue
        }
        // 国庆前9月30号: its last day.
        if case .day(.days(let from, let until))? = items.last, from < until, found == .days(until, until) { items.removeLast() }
        items.append(.day(found))
        saysUntil =
          saysUntil
          || (max(tokens.lowerBound, index - 2)..<index).contains {
            all[$0].kind == .leading(.by) && [0x75, 0x74].contains(atoms.text($0))
          }
        if !isFestive(all[index].kind), all[next - 1].kind == .trailing(.returned) || all[next - 1].kind == .trailing(.during) {
          isEvent = true
        }
        index = next
        // 月底了: it is that day already.
        if index < tokens.upperBound, atoms.text(index) == 0x4E86, !isLimit(all[index - 1].kind),
          isNear(found, atoms.today) || isNearly(all, atoms), !isConcluded(all, atoms)
        {
          isThere = true
        }
        continue
      }
      if let (amount, next) = amountReader.read(at: index) {
        // 还剩两千三我下周结清: what he owes.
        // 减免三百: what he is to be let off.
        if atoms.isChinese, index > tokens.lowerBound, all[index - 1].kind == .speech(.owes) || isLetOff(index, all, atoms) {
          index = next
          continue
        }
        items.append(.amount(amount))
        index = next
        // A hundred a week.
        if index + 1 < tokens.upperBound, all[index].kind == .article, [.weeks, .months].contains(atoms.unit(index + 1)),
          !isFrom(index + 2, all)
        {
          (isEvery, index) = (true, index + 2)
        }
        continue
      }
      switch all[index].kind {
      // Every other Friday: which?
      case .speech(.vague) where !atoms.isChinese && atoms.isWeekday(index + 1) && index + 1 < tokens.upperBound:
        speech.insert(.vague)
        index += 1
      // 等25号 waits for a day and hangs on nothing, if nothing else is said.
      case .speech(.gate) where atoms.text(index) == 0x7B49 && dayReader.read(at: isMe(index + 1, all) ? index + 2 : index + 1) != nil:
        waits = true
      // Say the 25th.
      case .speech(.say) where index == tokens.lowerBound && all[index].place.count == 3 && atoms.text(index) == 0x73: break
      // 说了月底还就月底还: his own word, if nobody is named.
      case .speech(.say) where isSaid(index, all, atoms):
        speech.insert(.retold)
      // 减免了我三天内还清.
      case .speech(.me) where hangs && subject == nil && atoms.source[all[index].place.lowerBound - 1] == 0x4E86:
        speech.insert(.gate)
        note(.me, index, all, atoms, &lastActor)
      // 上个月的我十五号补上: of which money.
      case .speech(.past)
      where atoms.text(index) == 0x4E0A && index + 2 < tokens.upperBound && [0x7684, 0x90A3].contains(atoms.text(index + 1))
        && (isMe(index + 2, all) || atoms.unit(index + 2) == .instalment || dayReader.read(at: index + 2) != nil):
        index += 1
      case .speech(let word): note(word, index, all, atoms, &lastActor)
      case .share: items.append(.share)
      // After I sell the car.
      case .leading(.after) where !atoms.isChinese && days.isEmpty && isPerson(index + 1, all): speech.insert(.gate)
      // 过了十五: of which calendar?
      case .leading(.after):
        if index + 1 < tokens.upperBound, case .number = all[index + 1].kind, dayReader.read(at: index + 1) == nil {
          items.append(.day(.unsure))
        }
      // 150 each.
      case .every where items.last.map(Self.isAmount) == true && index + 1 == tokens.upperBound: speech.insert(.each)
      case .every:
        isEvery = true
        if index + 2 < tokens.upperBound, case .number = all[index + 1].kind, case .unit = all[index + 2].kind { index += 1 }
        if index + 1 < tokens.upperBound, case .unit = all[index + 1].kind { index += 1 }
        if index + 1 < tokens.upperBound, all[index + 1].kind == .other, items.isEmpty { speech.insert(.gate) }
      // Before school starts: no day.
      case .leading(.before) where !atoms.isChinese && isPerson(index + 1, all):
        if items.isEmpty { speech.insert(.gate) }
        index = tokens.upperBound
        continue
      case .leading(.before) where items.isEmpty && index + 1 < tokens.upperBound && all[index + 1].kind == .other: speech.insert(.gate)
      // 出院以后: after something that is no day.
      case .trailing(.after), .trailing(.returned):
        // 出差回来十八号还: he names the day.
        if index + 1 < tokens.upperBound, dayReader.read(at: index + 1) != nil { break }
        if (strangers > 0 && !says(.raise)) || says(.third) || says(.employer) { speech.insert(.gate) }
      // 到了马上还: when it is there.
      case .now
      where index > tokens.lowerBound
        && (atoms.text(index - 1) == 0x4E86 || (atoms.isChinese && days.isEmpty && (says(.raise) || says(.wagesCame) || says(.wages)))):
        thenPays = true
      case .now:
        now = now ?? items.count
        isToday = true
      case .daypart, .hour:
        hasHour = true
        isToday = true
      case .unit(.pieces), .unit(.instalment): break
      // 我下班了就转: it hangs on what he does before.
      case .neutral where index == tokens.lowerBound:
        refersBack = refersBack || atoms.refersBack(index)
        // Tomorrow, actually Thursday.
        if atoms.isActually(index), dayReader.read(at: index + 1) != nil { items.append(.correction) }
      case .neutral:
        if atoms.text(index) == 0x4E86, all[index - 1].kind == .other || subject == .third { hangs = true }
        if [0x94B1, 0x6B3E].contains(atoms.text(index)) { namesMoney = true }
        if atoms.text(index) == 0x628A { isHandled = true }
        if atoms.refersBack(index) { refersBack = true }
        if atoms.text(index) == 0x5C31, hangs { speech.insert(.gate) }
        // 解冻了还: when that is done.
        if atoms.text(index) == 0x4E86, hangs, index + 1 < tokens.upperBound, all[index + 1].kind == .speech(.pay) { thenPays = true }
        thenPays = thenPays || isThenPaid(index, all, atoms)
      case .number where index > 0 && all[index - 1].kind == .speech(.card): break
      // 还两期: how much, without a number.
      case .number where index + 1 < tokens.upperBound && all[index + 1].kind == .unit(.instalment):
        items.append(.share)
        index += 1
      // Tomorrow at three.
      case .number where !atoms.isChinese && !days.isEmpty && index > 0 && atoms.isAt(index - 1): hasHour = true
      // Forty tomorrow and forty after that.
      case .number where !atoms.isChinese && hasAmount: break
      // 凑一凑, 想一想.
      case .number
      where index > tokens.lowerBound && index + 1 < tokens.upperBound && atoms.isOne(index)
        && atoms.text(index - 1) == atoms.text(index + 1):
        index += 1
      // The second payment.
      case .ordinal where atoms.isPayment(index + 1) || (index + 1 < tokens.upperBound && atoms.isOn(index + 1)): break
      case .number where !atoms.isChinese && atoms.isPayment(index + 1): break
      case .other, .number, .unit, .date, .ordinal, .lunarMonth: strangers += 1
      default: break
      }
      index += 1
    }
    settle(all, atoms)
  }
}
