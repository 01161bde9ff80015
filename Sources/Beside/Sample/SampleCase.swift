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

/// The collectors of the sample.
struct Staff {
  struct Person {
    var code: String
    var name: String
    var team: String
    var skills: String
    var joinedOn: Day
    var leavesOn: Day?
    var fullTime: Int
  }
  private(set) var people: [Person] = []
  private var general: [Int] = []
  private var cantonese: [Int] = []
  private var legal: [Int] = []
  private var international: [Int] = []

  init(_ settings: SampleSettings) {
    var dice = Dice(settings.seed, 2)
    for number in 0..<settings.collectors {
      let place = number % 20
      let team = place == 18 ? "legal" : place == 19 || place == 17 ? "intl" : ["a", "b", "c", "d"][place % 4]
      var skills: [String] = []
      if team == "legal" { skills += ["litigation", "english"] }
      if team == "intl" { skills += ["english"] }
      if team == "c" || (team == "a" && place == 4) { skills += ["cantonese"] }
      let trainee = place == 7
      let leaver = number == 11
      people.append(
        Person(
          code: "C" + SampleText.padded(number + 1, 4), name: team == "intl" ? "Agent \(number + 1)" : "催收员\(number + 1)", team: team,
          skills: skills.joined(separator: ";"),
          joinedOn: trainee ? settings.firstSlot - 20 : settings.firstSlot - 200 - dice.below(1500),
          leavesOn: leaver ? settings.firstSlot - 1 : nil,
          fullTime: place == 13 ? 500 : 1000))
      switch team {
      case "legal": legal.append(number)
      case "intl": international.append(number)
      default:
        general.append(number)
        if skills.contains("cantonese") { cantonese.append(number) }
      }
    }
  }

  func holder(client: Int, stage: Int, amount: Int, cantonese needed: Bool, _ dice: inout Dice) -> Int? {
    let choice: [Int]
    if client == 4 {
      choice = international
    } else if stage >= 3, amount >= 5_000_000 {
      choice = legal
    } else {
      choice = needed ? cantonese : general
    }
    return choice.isEmpty ? nil : dice.pick(choice)
  }
}
