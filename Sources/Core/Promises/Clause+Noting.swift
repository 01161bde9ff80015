import Portfolio

/// What single words say of a clause.
extension Clause {
  static func isDay(_ item: Item) -> Bool { if case .day = item { true } else { false } }
  static func isHowMuch(_ item: Item) -> Bool { item == .share || isAmount(item) }
  static let listeners = Set("跟和对向听".unicodeScalars.map(\.value))
  static let givers = Set("给你们".unicodeScalars.map(\.value))
  static let helpers = Set("帮替".unicodeScalars.map(\.value))
  static let sources = Set("跟找向问和".unicodeScalars.map(\.value))
  static func isAmount(_ item: Item) -> Bool { if case .amount = item { true } else { false } }

  /// Gives every day of the clause the amount.
  mutating func share(_ amount: Item) {
    items = items.filter { !Self.isAmount($0) }.flatMap { item -> [Item] in
      if case .day = item { [item, amount] } else { [item] }
    }
  }

  mutating func note(_ word: Token.Speech, _ index: Int, _ all: [Token], _ atoms: AtomReader, _ lastActor: inout Token.Speech?) {
    let letter = atoms.text(index)
    let letterBefore = index > tokens.lowerBound ? atoms.text(index - 1) : 0
    // “If” gates as “when” does, and payday does not lift it.
    if word == .condition { speech.insert(.gate) }
    speech.insert(word)
    switch word {
    // 他跟我说.
    case .retold where Self.listeners.contains(letterBefore): (_, _) = (speech.remove(.retold), speech.insert(.say))
    case .me where index > 0 && all[index - 1].kind == .speech(.makes) && subject == .third: speech.insert(.say)
    case .me where index > 0 && all[index - 1].kind == .speech(.makes) && subject == .you: isMade = true
    // 他欠我的钱: of whom he gets it.
    case .me where index > tokens.lowerBound && subject == .third && all[index - 1].kind == .speech(.owes): break
    // 让我姐帮我还: not he.
    case .me where index > tokens.lowerBound && Self.helpers.contains(letterBefore): subject = subject ?? .me
    // 跟我朋友, from my brother: where it comes from.
    case .third where index > tokens.lowerBound && (all[index - 1].kind == .trailing(.from) || Self.sources.contains(letterBefore)): break
    case .me, .third, .you, .employer:
      if word == .you, index == tokens.lowerBound, atoms.isChinese { youAct = true }
      subject = subject ?? word
      if word != .you { lastActor = word }
    case .weakPay where letter == 0x6253 && all[index].place.count == 1 && !Self.givers.contains(letterBefore): isCalling = true
    // He's paying me on the 29th: where his money comes from.
    case .pay
    where !atoms.isChinese && lastActor == .third && isMe(index + 1, all) && all[index + 1].place.count == 2
      && atoms.source[all[index + 1].place.lowerBound + 1] == 0x65:
      speech.remove(.pay)
      speech.insert(.raise)
    case .pay, .weakPay, .did, .callsOrPays: isOthersDeed = isOthersDeed || lastActor == .third || lastActor == .employer
    // Another person's wages are not his.
    case .wages: isOthersDeed = isOthersDeed || lastActor == .third
    // 15号跟你说了: the day of the talk.
    // 周六说好的: the day that was agreed.
    case .retold where all[index].place.contains { atoms.source[$0] == 0x597D }: break
    case .retold where Folding.isHan(letter) || index + 1 < tokens.upperBound: items.removeAll()
    // An English question begins with its word.
    case .ask where Folding.isHan(letter) || (index - tokens.lowerBound <= 2 && items.isEmpty && !isSpoken(before: index, all)):
      isAsked = true
    case .denyState where all[index].place.contains { [0x8FD8, 0x4ED8, 0x7ED9].contains(atoms.source[$0]) }: refusesToPay = true
    // 二十八号就有钱了: a day on which he can pay.
    case .vague
    where letter == 0x6709 && all[index].place.count <= 3 && !days.isEmpty && !says(.gate)
      && all[index].place.contains { atoms.source[$0] == 0x94B1 }:
      speech.remove(.vague)
      speech.insert(.hasMoney)
    case .vague where letter == 0x6709 || all[index].place.contains { atoms.source[$0] == 0x94B1 }: namesMoney = true
    case .rest: items.append(.rest)
    case .correction: items.append(.correction)
    default: break
    }
  }
}
