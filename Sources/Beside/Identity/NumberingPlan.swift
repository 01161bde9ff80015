import Portfolio

/// How telephone numbers of one country are built: as much as it takes to know two writings of one number. Lengths are those of E.164's national
/// significant number; sources are the national plans as the ITU publishes them.
struct NumberingPlan {
  /// Calling code, without a plus.
  let code: String
  /// What is dialled before a national number; empty where nothing is.
  let trunk: String
  /// What is dialled before a calling code.
  let international: String
  /// Lengths of a national number, and its possible first digits.
  private let lengths: ClosedRange<Int>
  private let first: String

  private init(_ code: String, trunk: String = "0", international: String = "00", _ lengths: ClosedRange<Int>, first: String = "123456789")
  {
    (self.code, self.trunk, self.international, self.lengths, self.first) = (code, trunk, international, lengths, first)
  }

  static func of(_ country: Country) -> NumberingPlan {
    switch country {
    case .cn: NumberingPlan("86", 10...11)
    case .hk: NumberingPlan("852", trunk: "", 8...8, first: "23456789")
    case .mo: NumberingPlan("853", trunk: "", 8...8, first: "268")
    case .tw: NumberingPlan("886", 8...9, first: "23456789")
    case .sg: NumberingPlan("65", trunk: "", 8...8, first: "3689")
    case .my: NumberingPlan("60", 8...10)
    case .th: NumberingPlan("66", 8...9, first: "2345689")
    case .vn: NumberingPlan("84", 9...10, first: "235789")
    case .ph: NumberingPlan("63", 8...10)
    case .id: NumberingPlan("62", 8...12, first: "23456789")
    case .jp: NumberingPlan("81", 9...10)
    case .kr: NumberingPlan("82", 8...10)
    case .in: NumberingPlan("91", 10...10)
    case .au: NumberingPlan("61", 9...9, first: "23478")
    case .gb: NumberingPlan("44", 9...10, first: "123578")
    case .us, .ca: NumberingPlan("1", trunk: "1", international: "011", 10...10, first: "23456789")
    }
  }

  /// The plan to whose calling code `digits` belong; calling codes are no beginnings of each other.
  static func reached(by digits: Substring) -> NumberingPlan? {
    all.first { digits.hasPrefix($0.code) }
  }
  private static let all = Country.allCases.filter { $0 != .ca }.map(of)

  /// Whether `digits` are a whole national number, without what is dialled before it.
  func isWhole(_ digits: Substring) -> Bool {
    guard lengths.contains(digits.utf8.count), let head = digits.first, first.contains(head) else { return false }
    switch code {
    case "86": return Self.isMobile(digits) || Self.isLandline(digits)
    case "1": return digits.dropFirst(3).first.map { $0 >= "2" } ?? false
    default: return true
    }
  }

  /// A mobile number of mainland China: eleven digits, 13 to 19.
  static func isMobile(_ digits: Substring) -> Bool {
    digits.utf8.count == 11 && digits.first == "1" && (digits.dropFirst().first.map { $0 >= "3" } ?? false)
  }

  /// A landline of mainland China with its area code: 10 and 2x with eight digits, the others with seven or eight; not 400 and 800, which are dialled
  /// as they stand.
  private static func isLandline(_ digits: Substring) -> Bool {
    let count = digits.utf8.count
    if digits.hasPrefix("400") || digits.hasPrefix("800") { return false }
    if digits.hasPrefix("1") { return digits.hasPrefix("10") && count == 10 }
    return digits.hasPrefix("2") ? count == 10 : true
  }

  /// The national number in the one writing that is kept: at home in mainland China as it is dialled there, else E.164 with a plus.
  func kept(_ number: Substring, at home: Country) -> String {
    guard home == .cn, code == "86" else { return "+" + code + number }
    return Self.isMobile(number) ? String(number) : "0" + number
  }

  /// Digits of a number without a plus as the national number that they are here, if they are one.
  func national(_ digits: Substring) -> Substring? {
    if !trunk.isEmpty, digits.hasPrefix(trunk), isWhole(digits.dropFirst(trunk.count)) { return digits.dropFirst(trunk.count) }
    if isWhole(digits) { return digits }
    let rest = digits.dropFirst(code.count)
    return digits.hasPrefix(code) && isWhole(rest) ? rest : nil
  }

  /// The national number behind a calling code; also where the digit dialled at home was left before it, as in +86 (0)571.
  func behindCode(_ digits: Substring) -> Substring? {
    let rest = digits.dropFirst(code.count)
    if isWhole(rest) { return rest }
    let bare = rest.dropFirst(trunk.count)
    return !trunk.isEmpty && rest.hasPrefix(trunk) && isWhole(bare) ? bare : nil
  }
}
