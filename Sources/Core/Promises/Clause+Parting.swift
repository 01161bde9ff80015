extension Clause {
  /// The clauses of a text. Commas within dates part nothing; 但是 and a state (没钱) before the next day do.
  static func clauses(of all: [Token], _ atoms: AtomReader) -> [Clause] {
    var clauses: [Clause] = []
    var (begin, isContrast, isDone) = (0, false, false)
    func close(_ end: Int, _ stop: Token.Stop) {
      if begin < end || stop != .comma { clauses.append(Clause(begin..<end, stop, isContrast: isContrast)) }
    }
    for index in all.indices {
      switch all[index].kind {
      case .stop(let stop):
        close(index, stop)
        isDone = false
        (begin, isContrast) = (index + 1, false)
      case .speech(.contrast):
        close(index, .comma)
        (begin, isContrast) = (index + 1, true)
      // 烦不烦啊我都说了下周还: a new thought after a particle.
      case .speech(.me) where index > begin + 1 && endsThought(all, begin, index, atoms),
        .speech(.retold) where index > begin + 1 && atoms.text(index) == 0x6211 && !Clause.listeners.contains(atoms.text(index - 1)):
        close(index, .comma)
        (begin, isContrast) = (index, false)
      // 上个月还了两千这个月还一千: what is done, then what is to be done.
      case let kind where isDone && beginsNewDay(all, index, kind):
        close(index, .comma)
        (begin, isContrast, isDone) = (index, false, false)
      // 明天吧明天下午我转: said once more, without a pause.
      case let kind where index > begin + 1 && index > 0 && endsWithSuggestion(all[index - 1], atoms) && beginsNewDay(all, index, kind):
        close(index, .comma)
        (begin, isContrast) = (index, false)
      case .speech(.done): isDone = true
      case .speech(.past) where verbs.contains(atoms.text(index)): isDone = true
      case .speech(.denyState) where index + 1 < all.count && beginsDay(all[index + 1].kind):
        close(index + 1, .comma)
        (begin, isContrast) = (index + 1, false)
      default: break
      }
    }
    close(all.count, .sentence)
    return clauses
  }

  private static let particles = Set("啊吧嘛呢呀了哈".unicodeScalars.map(\.value))

  private static func endsThought(_ all: [Token], _ begin: Int, _ index: Int, _ atoms: AtomReader) -> Bool {
    let last = all[index - 1]
    guard last.kind == .neutral, particles.contains(atoms.source[last.place.upperBound - 1]) else { return false }
    // 减免了我就还: one hangs on the other.
    if atoms.source[last.place.upperBound - 1] == 0x4E86, index - begin <= 4,
      !all[begin..<index].contains(where: { $0.kind == .speech(.me) })
    {
      return false
    }
    // 她同意了我就还: one hangs on the other.
    return index + 1 >= all.count || !hanging.contains(atoms.text(index + 1))
  }

  /// 吧.
  private static func endsWithSuggestion(_ token: Token, _ atoms: AtomReader) -> Bool {
    token.kind == .neutral && atoms.source[token.place.upperBound - 1] == 0x5427
  }

  private static let verbs = Set("还转付打交存给".unicodeScalars.map(\.value))

  private static func beginsNewDay(_ all: [Token], _ index: Int, _ kind: Token.Kind) -> Bool {
    guard case .number = kind else { return beginsDay(kind) }
    return index + 1 < all.count && (all[index + 1].kind == .unit(.dayMark) || all[index + 1].kind == .unit(.monthMark))
  }

  private static let hanging = Set("就再才".unicodeScalars.map(\.value))

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
      // 十二月 十五号, 月底 之前, 最迟 周五, 还 五十: a pause within.
      case (.unit(.monthMark), .number), (.unit(.yearMark), .number), (.month, .number), (.year, .number), (.week, .weekday),
        (.leading(.by), _), (.leading(.around), _):
        return false
      // 还，1月的: a new thought.
      case (.speech(.pay), .number), (.speech(.weakPay), .number):
        guard index + 2 < all.count, case .unit(let unit) = all[index + 2].kind else { return false }
        return unit == .monthMark || unit == .dayMark
      case (.unit(.dayMark), .trailing), (.part, .trailing), (.weekday, .trailing), (.feast, .trailing), (.day, .trailing): return false
      default: return true
      }
    }.map { all[$0] }
  }
}
