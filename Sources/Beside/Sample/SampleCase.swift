import Portfolio

/// What a debtor is like underneath; the classes should find it out.
enum Temper: Int, CaseIterable {
  case willing, unwilling, evasive, hardToReach, deadNumber
}

/// One case of the sample, made from its number alone.
struct SampleCase {
  static let clients = ["cmb", "cgb", "zx-finance", "mashang", "northbridge"]
  static let products = ["信用卡", "信用卡", "现金贷", "消费贷", "personal loan"]
  static let regions = ["广东省", "浙江省", "四川省", "河南省", "江苏省", "湖北省", "福建省", "山东省"]
  static let states = ["Ohio", "Texas", "Florida", "Nevada"]
  /// Quantiles of the amount owed, in minor units: long-tailed, as card and consumer debt is.
  private static let amounts = [
    20_000, 60_000, 110_000, 170_000, 240_000, 330_000, 450_000, 600_000, 800_000, 1_050_000, 1_400_000, 1_900_000, 2_700_000, 4_100_000,
    7_500_000,
    18_000_000, 60_000_000,
  ]

  let number: Int
  let client: Int
  let stage: Int
  let amount: Int
  let debtor: Int
  let temper: Temper
  let points: Int
  let region: String
  let entrustedOn: Day
  let overdueOn: Day
  let dueBackOn: Day
  let batch: String
  /// Position among the collectors, nil in the pool.
  let holder: Int?
  let cantonese: Bool

  var isForeign: Bool { client == 4 }
  var caseNo: String { (isForeign ? "NB" : "AJ") + SampleText.padded(number + 1, 8) }

  /// `arrivedOn` nil: a case of the base portfolio, entrusted some time in the history.
  init(_ number: Int, _ settings: SampleSettings, _ staff: Staff, arrivedOn: Day?) {
    var dice = Dice(settings.seed, 1, UInt64(number))
    self.number = number
    client = dice.weighted([32, 22, 20, 18, 8])
    stage = dice.weighted([14, 26, 24, 16, 11, 9])
    let slice = dice.below(Self.amounts.count - 1)
    let (low, high) = (Self.amounts[slice], Self.amounts[slice + 1])
    amount = (low + dice.below(high - low)) / (client == 4 ? 5 : 1)
    // One case in eight belongs to the debtor of the case before it.
    debtor = number > 0 && dice.permille(125) ? number - 1 : number
    temper = Temper.allCases[dice.weighted([34, 18, 14, 24, 10])]
    points = 1 + dice.weighted([60, 30, 10])
    region = client == 4 ? dice.pick(Self.states) : dice.pick(Self.regions)
    cantonese = client == 1 && region == "广东省" && dice.permille(500)
    let age = dice.below(max(1, settings.days + 25))
    entrustedOn = arrivedOn ?? settings.firstSlot - 2 - age
    overdueOn = entrustedOn - (stage * 30 + 3 + dice.below(28))
    dueBackOn = entrustedOn + 90 + dice.below(60)
    let (year, month, day) = entrustedOn.civil
    batch = Self.clients[client].uppercased() + "-" + SampleText.padded(year, 4) + SampleText.padded(month, 2) + (day <= 15 ? "A" : "B")
    holder =
      arrivedOn == nil && dice.permille(980) ? staff.holder(client: client, stage: stage, amount: amount, cantonese: cantonese, &dice) : nil
  }
}
