import Portfolio

/// The collectors of the sample. Every agency has each team and skill that the routes of the shipped policies name, however small it is.
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

  /// Twenty places make a whole office; a larger agency has several. A smaller one fills those first without which a route leads to nobody:
  /// a team that speaks Cantonese, the legal desk, one place of each other team. Then the second of the English desk, and so on.
  private static let firstFilled = [2, 18, 0, 19, 1, 3, 17, 4, 5, 6, 8, 9, 7, 10, 11, 12, 13, 14, 15, 16]
  /// From so many people on somebody leaves on the eve of the first night: of fewer he would take more cases with him than the shipped brakes
  /// let a night move without a person.
  private static let leaverFrom = 60
  private let isLarge: Bool

  init(_ settings: SampleSettings) {
    isLarge = settings.collectors >= Self.leaverFrom
    var dice = Dice(settings.seed, 2)
    let filled = Self.firstFilled.prefix(settings.collectors).sorted()
    for number in 0..<settings.collectors {
      let place = filled[number % filled.count]
      let team = place == 18 ? "legal" : place == 19 || place == 17 ? "intl" : ["a", "b", "c", "d"][place % 4]
      var skills: [String] = []
      if team == "legal" { skills += ["litigation", "english"] }
      if team == "intl" { skills += ["english"] }
      if team == "c" || (team == "a" && place == 4) { skills += ["cantonese"] }
      let trainee = place == 7
      let leaver = number == 11 && isLarge
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

  /// Who works on a day of the weekend: of many people one in ten, by chance; of few every third in turn, so that cases whose client wants a
  /// contact within two days find somebody on a Saturday.
  func isOnDuty(_ number: Int, _ day: Day, _ dice: inout Dice) -> Bool {
    isLarge ? dice.permille(100) : (number + Int(day.rawValue)) % 3 == 0
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
