/// What people say, and how numbers are written. All sentences are made up for the sample.
enum SampleText {
  /// An identity number that nobody has, its region being 00, with the check digit of GB 11643 (ISO 7064, MOD 11-2).
  static func identity(_ number: Int) -> String {
    let digits = "00" + padded(number, 15)
    // Weights are the powers of 2 modulo 11, from the right.
    var (sum, weight) = (0, 2)
    for digit in digits.utf8.reversed() {
      sum += Int(digit - 48) * weight
      weight = weight * 2 % 11
    }
    let check = (12 - sum % 11) % 11
    return digits + (check == 10 ? "X" : String(check))
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// `1234.50` from minor units.
  static func money(_ minor: Int) -> String { "\(minor / 100)." + padded(minor % 100, 2) }

  static let chinese: [Temper: [String]] = [
    .willing: [
      "好的，我这周五之前先还两千，剩下的下个月发工资还清", "我知道欠款的事，今天晚上就去还", "可以分期吗，我想先还一部分", "怎么还款，麻烦把账号发给我",
      "昨天已经还了一笔，你们查一下", "不是不还，这个月工资还没发，发了马上还", "最近确实困难，但是我会想办法，能不能宽限几天", "我想协商一下，减免点利息我就一次结清",
    ],
    .unwilling: [
      "没钱，别再打了", "我不会还的，你们爱怎么样就怎么样", "利息这么高，凭什么让我还", "要钱没有，去法院告我吧", "这个钱不是我借的，我不认", "再打电话我就投诉你们",
      "说了不还就是不还，不要再骚扰我",
    ],
    .evasive: ["在开会，回头再说", "现在不方便，晚点联系", "再说吧，到时候看情况", "你们打错时间了，我在开车", "知道了知道了，先挂了", "我考虑一下"],
  ]
  static let english: [Temper: [String]] = [
    .willing: [
      "Yes, I can pay two hundred on Friday and the rest next month", "How do I make the payment, can you send me the link",
      "I already paid part of it yesterday, please check",
      "Could we set up a payment plan, I want to settle this", "It's not that I won't pay, I just get my salary on the first",
    ],
    .unwilling: [
      "I'm not paying this, stop calling me", "I don't owe you anything, this is not my debt", "Take me to court, I won't pay a cent",
      "Call again and I will file a complaint",
    ],
    .evasive: ["I'm in a meeting, call me later", "Not a good time, maybe next week", "I'll think about it"],
  ]

  static func sentence(_ temper: Temper, foreign: Bool, _ dice: inout Dice) -> String {
    // Nobody is always the same: one conversation in five goes another way.
    let mood: Temper = dice.permille(800) ? temper : dice.pick([.willing, .unwilling, .evasive])
    let spoken: Temper = mood == .hardToReach || mood == .deadNumber ? .evasive : mood
    return dice.pick((foreign ? english : chinese)[spoken] ?? [])
  }
}

/// Collects the bytes of one file and hands them on in pieces of about a mebibyte.
struct SampleFile {
  let path: String
  private var bytes: [UInt8] = []
  private let sink: (String, [UInt8]) throws -> Void

  init(_ path: String, header: String, _ sink: @escaping (String, [UInt8]) throws -> Void) {
    self.path = path
    self.sink = sink
    bytes.reserveCapacity(1 << 20)
    bytes.append(contentsOf: header.utf8)
    bytes.append(10)
  }

  /// Adds one row; fields contain no quotes or separators but for the last, which may be quoted by the caller.
  mutating func row(_ fields: String...) throws {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(44) }
      bytes.append(contentsOf: field.utf8)
    }
    bytes.append(10)
    if bytes.count > 1 << 20 { try flush() }
  }

  mutating func flush() throws {
    guard !bytes.isEmpty else { return }
    try sink(path, bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
