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
  private(set) var speech: Set<Token.Speech> = []
  /// Words that mean nothing to us.
  private(set) var strangers = 0
  private(set) var isAsked = false
  /// 马上, 下午, 3pm: today, if it is paid.
  private(set) var isToday = false
  /// The day of the call.
  private(set) var today: DayReader.Found?
  /// Whoever is named first says or does it.
  private(set) var subject: Token.Speech?
  /// Somebody else is to pay.
  private(set) var isOthersDeed = false
  private(set) var isEvery = false
  private var waits = false
  private var isThere = false

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

  /// Money is meant: it is paid, or nothing else is said.
  var isAboutMoney: Bool {
    says(.pay) || (says(.putOff) && !days.isEmpty) || says(.wages) || (says(.weakPay) && hasAmount)
      || (strangers == 0 && !says(.owes) && !says(.salary) && !says(.third) && !says(.employer) && (!says(.wagesCame) || says(.wages)))
  }

  /// Reads every token once; expressions take the tokens they are made of.
  mutating func read(_ all: [Token], _ atoms: AtomReader) {
    let (dayReader, amountReader) = (DayReader(atoms, tokens), AmountReader(all, tokens))
    today = .days(atoms.today, atoms.today)
    var lastActor: Token.Speech?
    var index = tokens.lowerBound
    while index < tokens.upperBound {
      if case .number = all[index].kind, index + 1 < tokens.upperBound, all[index + 1].kind == .hour {
        (isToday, index) = (true, index + 2)
        continue
      }
      if let (found, next) = dayReader.read(at: index) {
        items.append(.day(found))
        index = next
        // 月底了: it is that day already.
        if index < tokens.upperBound, atoms.text(index) == 0x4E86 { isThere = true }
        continue
      }
      if let (amount, next) = amountReader.read(at: index) {
        items.append(.amount(amount))
        index = next
        continue
      }
      switch all[index].kind {
      // 等25号 waits for a day and hangs on nothing, if nothing else is said.
      case .speech(.gate) where Folding.isHan(atoms.text(index)) && dayReader.read(at: index + 1) != nil: waits = true
      case .speech(let word): note(word, index, all, atoms.text(index), &lastActor)
      case .share: items.append(.share)
      // 过了十五: of which calendar?
      case .leading(.after):
        if index + 1 < tokens.upperBound, case .number = all[index + 1].kind, dayReader.read(at: index + 1) == nil {
          items.append(.day(.unsure))
        }
      case .every:
        isEvery = true
        if index + 2 < tokens.upperBound, case .number = all[index + 1].kind, case .unit = all[index + 2].kind { index += 1 }
        if index + 1 < tokens.upperBound, case .unit = all[index + 1].kind { index += 1 }
      // 出院以后: after something that is no day.
      case .trailing(.after), .trailing(.returned):
        if strangers > 0 || says(.third) || says(.employer) { speech.insert(.gate) }
      case .now, .daypart, .hour: isToday = true
      case .unit(.pieces): break
      case .number where index > 0 && all[index - 1].kind == .speech(.card): break
      case .other, .number, .unit, .date, .ordinal, .lunarMonth: strangers += 1
      default: break
      }
      index += 1
    }
    isAsked = isAsked || stop == .question
    if waits, strangers > 0 || says(.third) || says(.employer) { speech.insert(.gate) }
    if isThere, !says(.pay), !says(.weakPay) { items = [] }
    // Today is Thursday: no day for money.
    if !says(.pay), !says(.weakPay), days.count > 1, days.first == today { items = [] }
    // 15号还的: over, unless it will be.
    if says(.did), !says(.will), !says(.retold), !days.allSatisfy({ atoms.isThisMonth($0) }) || days.isEmpty { speech.insert(.past) }
    if says(.did) { speech.insert(.pay) }
    if says(.salary), says(.wagesCame) || (says(.weakPay) && !days.isEmpty) { speech.insert(.wages) }
    // 15号和20号各还三百.
    if says(.each), let amount = items.first(where: Self.isAmount) { share(amount) }
  }

  private static func isAmount(_ item: Item) -> Bool { if case .amount = item { true } else { false } }

  /// Gives every day of the clause the amount.
  private mutating func share(_ amount: Item) {
    items = items.filter { !Self.isAmount($0) }.flatMap { item -> [Item] in
      if case .day = item { [item, amount] } else { [item] }
    }
  }

  private mutating func note(_ word: Token.Speech, _ index: Int, _ all: [Token], _ letter: UInt32, _ lastActor: inout Token.Speech?) {
    // “If” gates as “when” does, and payday does not lift it.
    if word == .condition { speech.insert(.gate) }
    speech.insert(word)
    switch word {
    case .me where index > 0 && all[index - 1].kind == .speech(.makes) && subject == .third: speech.insert(.say)
    case .me, .third, .you, .employer:
      subject = subject ?? word
      if word != .you { lastActor = word }
    case .pay, .weakPay, .did: isOthersDeed = isOthersDeed || lastActor == .third || lastActor == .employer
    // Another person's wages are not his.
    case .wages: isOthersDeed = isOthersDeed || lastActor == .third
    // 15号跟你说了: the day of the talk.
    case .retold: items.removeAll()
    // An English question begins with its word.
    case .ask where Folding.isHan(letter) || index - tokens.lowerBound <= 2: isAsked = true
    case .rest: items.append(.rest)
    case .correction: items.append(.correction)
    default: break
    }
  }
}

extension Clause {
  /// The clauses of a text. Commas within dates part nothing; 但是 and a state (没钱) before the next day do.
  static func clauses(of all: [Token]) -> [Clause] {
    var clauses: [Clause] = []
    var (begin, isContrast) = (0, false)
    func close(_ end: Int, _ stop: Token.Stop) {
      if begin < end || stop != .comma { clauses.append(Clause(begin..<end, stop, isContrast: isContrast)) }
    }
    for index in all.indices {
      switch all[index].kind {
      case .stop(let stop):
        close(index, stop)
        (begin, isContrast) = (index + 1, false)
      case .speech(.contrast):
        close(index, .comma)
        (begin, isContrast) = (index + 1, true)
      case .speech(.denyState) where index + 1 < all.count && beginsDay(all[index + 1].kind):
        close(index + 1, .comma)
        (begin, isContrast) = (index + 1, false)
      default: break
      }
    }
    close(all.count, .sentence)
    return clauses
  }

  private static func beginsDay(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .day, .days, .weekday, .week, .weekend, .month, .part, .number, .feast, .feastWith, .year: true
    default: false
    }
  }

  /// Without the commas of “Dec 15, 2026” and “Friday, November 27th”.
  static func withoutCommasInDates(_ all: [Token]) -> [Token] {
    all.indices.filter { index in
      guard all[index].kind == .stop(.comma), index > 0, index + 1 < all.count else { return true }
      switch (all[index - 1].kind, all[index + 1].kind) {
      case (.weekday, .monthName), (.weekday, .date): return false
      case (.number, .number(let next)), (.ordinal, .number(let next)):
        guard index > 1, let year = next.count, (2000...2100).contains(year), !next.isLarge else { return true }
        if case .monthName = all[index - 2].kind { return false }
        return true
      default: return true
      }
    }.map { all[$0] }
  }
}
