/// What single words are, told by their characters.
extension AtomReader {
  /// 到时候, 到那天, 那天, 当天, then.
  func refersBack(_ index: Int) -> Bool {
    let word = Array(source[tokens[index].place])
    return Self.back.contains(word)
  }

  private static let back = Set(
    ["到时候", "到那天", "那天", "当天", "当日", "then", "that day", "that night", "that evening", "that afternoon"].map {
      $0.unicodeScalars.map(\.value)
    })

  /// Actually.
  func isActually(_ index: Int) -> Bool { Array(source[tokens[index].place]) == Self.actually }
  private static let actually = "actually".unicodeScalars.map(\.value)

  /// 全, 全部, 一次性, 那么多, all of it.
  func isWhole(_ index: Int) -> Bool { Self.wholes.contains(Array(source[tokens[index].place])) }
  private static let wholes = Set(
    [
      "全", "全部", "全款", "全额", "一次性", "一次", "都", "那么多", "这么多", "all of it", "the full amount", "in full", "the whole thing", "everything",
      "all",
    ].map {
      $0.unicodeScalars.map(\.value)
    })

  /// 最快, 最早.
  func isSoonest(_ index: Int) -> Bool {
    let place = tokens[index].place
    return place.count == 2 && source[place.lowerBound] == 0x6700 && [0x5FEB, 0x65E9].contains(source[place.lowerBound + 1])
  }

  /// 开始, 起.
  func isBeginning(_ index: Int) -> Bool { [0x5F00, 0x8D77].contains(text(index)) && kind(index) == .neutral }

  func isWeekday(_ index: Int) -> Bool { if case .weekday = kind(index) { true } else { false } }

  /// 总共, 一共, 合计.
  func isTotal(_ index: Int) -> Bool { Self.totals.contains(Array(source[tokens[index].place])) }
  private static let totals = Set(["总共", "一共", "合计", "共", "总的", "总额"].map { $0.unicodeScalars.map(\.value) })

  /// 十五, in characters.
  func isSpelled(_ index: Int) -> Bool { isChinese && tokens[index].place.count >= 2 && Folding.isHan(text(index)) }
  /// The second, not 2nd.
  func isPhrase(_ index: Int) -> Bool { Folding.isLetter(text(index)) }
  func isOn(_ index: Int) -> Bool { tokens.indices.contains(index) && Array(source[tokens[index].place]) == Self.on }
  func isPayment(_ index: Int) -> Bool { tokens.indices.contains(index) && Self.payments.contains(Array(source[tokens[index].place])) }
  func isAt(_ index: Int) -> Bool { Array(source[tokens[index].place]) == Self.at }
  private static let at = "at".unicodeScalars.map(\.value)
  private static let on = "on".unicodeScalars.map(\.value)
  private static let payments = Set(["payment", "payments", "check", "amount", "thing"].map { $0.unicodeScalars.map(\.value) })

  /// 一, and no more.
  func isOne(_ index: Int) -> Bool { tokens[index].place.count == 1 && text(index) == 0x4E00 }
}
