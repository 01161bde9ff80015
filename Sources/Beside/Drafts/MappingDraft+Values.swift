import Intake
import Portfolio
import Speech
import Tables

// What values say: their form, how dates and amounts are written, and what codes there are.
extension MappingDraft.Writer {
  /// The most frequent forms of a column's values, digits as 9 and letters as A and a, so that no value is shown.
  func forms(of column: Int) -> Wording {
    var counts: [String: Int] = [:]
    let values = values(column)
    if values.isEmpty { return Wording("empty in the rows looked at", "所看各行均为空") }
    for value in values { counts[Self.form(value), default: 0] += 1 }
    let most = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(2).map(\.key)
    return Wording("values like \(most.joined(separator: ", "))", "值的形式：\(most.joined(separator: "、"))")
  }

  private static func form(_ value: ArraySlice<UInt8>) -> String {
    let text = String(decoding: value, as: UTF8.self)
    var result = ""
    for scalar in text.unicodeScalars.prefix(20) {
      switch scalar {
      case "0"..."9", "０"..."９": result += "9"
      case "A"..."Z": result += "A"
      case "a"..."z": result += "a"
      case " ", "-", "/", ".", ",", ":", "+", "%", "(", ")", "_", "￥", "$", "年", "月", "日", "时", "分", "秒":
        result.unicodeScalars.append(scalar)
      default: result += "字"
      }
    }
    return text.unicodeScalars.count > 20 ? result + "…" : result
  }

  /// Dates and amounts.
  mutating func writeForms() {
    var dates: [String] = []
    // A time alone and the halves of leave are read by rules of their own.
    for (field, column) in columns(where: { $0.isDate && $0 != .time }) where feed != .leave {
      let values = values(column)
      func reads(_ form: DateForm) -> Bool { values.allSatisfy { value in (try? DateText(form: form).time(value)) != nil } }
      guard !values.isEmpty, !reads(.auto) else { continue }
      let forms = [DateForm.dayFirst, .monthFirst, .epoch].filter(reads)
      if forms.count == 1 {
        dates.append("  \(field.rawValue): \(forms[0].rawValue)" + comment(Wording("the only way to read every value", "只有这样才能读懂所有值")))
      } else if forms.count > 1 {
        dates.append(
          "  # \(field.rawValue): \(forms[0].rawValue)"
            + comment(
              Wording(
                "or \(forms[1].rawValue): every value can be read either way, say which", "或 \(forms[1].rawValue)：两种读法都通，请写明是哪一种")))
      } else {
        dates.append(
          "  # \(field.rawValue): " + comment(Wording("some values can be read in no way", "有些值怎样都读不懂")).dropFirst(3))
      }
    }
    if !dates.isEmpty {
      add("")
      add(dates.contains { !$0.hasPrefix("  #") } ? "dates:" : "# dates:")
      for line in dates { add(line) }
    }
    writeMoney()
  }

  private mutating func writeMoney() {
    let money = columns(where: \.isMoney)
    guard !money.isEmpty else { return }
    add("")
    var styles: Set<String> = []
    for (field, column) in money {
      var census = MoneyCensus()
      let values = values(column)
      for value in values { census.add(value) }
      switch census.style {
      case .comma, .shortComma: styles.insert("comma")
      case .point, .shortPoint: styles.insert("point")
      case .contradictory: styles.formUnion(["comma", "point"])
      case .open:
        guard census.hasBoth else { break }
        say(
          "# \(field.rawValue) has amounts that can be read two ways, such as 1.200; write decimal: point or decimal: comma",
          "# \(field.rawValue) 中有两种读法的金额，如 1.200；请写明 decimal: point 或 decimal: comma")
      }
      let isWhole = !values.isEmpty && values.allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
      if isWhole, header(column).unit == nil {
        say(
          "# \(field.rawValue) has whole numbers only, read as yuan; if they are fen or cents: money: { \(field.rawValue): cents }",
          "# \(field.rawValue) 只有整数，按元读取；若为分：money: { \(field.rawValue): cents }")
      }
    }
    if styles == ["comma"] {
      add("decimal: comma" + comment(Wording("amounts are written 1.234,56", "金额写作 1.234,56")))
    } else if styles.count > 1 {
      say("# Some amounts are written 1,234.56 and some 1.234,56: the file contradicts itself.", "# 金额有的写作 1,234.56，有的写作 1.234,56：文件前后不一。")
    }
  }

  /// The codes of attempts, those that may be shown, with what they probably mean.
  mutating func writeCodes() {
    guard let column = columns(where: { $0 == .outcome }).first?.column else { return }
    var counts: [String: Int] = [:]
    for value in values(column) { counts[Folding.word(String(decoding: value, as: UTF8.self)), default: 0] += 1 }
    let neutral = Set(OutcomeTable.neutral.codes.map(\.code))
    if counts.keys.allSatisfy(neutral.contains) { return }
    let shown = counts.filter { neutral.contains($0.key) || PlainCode.isPlain($0.key) }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    add("")
    say(
      "# Codes as they were found, with guesses: what nothing is known of stays unknown and is evidence of nothing.",
      "# 文件中的结果代码及猜测：不认识的记为 unknown，不作任何证据。")
    add(shown.isEmpty ? "# outcomes:" : "outcomes:")
    for (code, count) in shown.prefix(200) {
      let guess = neutral.contains(code) ? ContactOutcome.allCases.first { $0.word == code } : Self.guess(code)
      let why = guess == nil ? Wording("say what it means", "请写明含义") : Wording("a guess", "猜测")
      let times = Wording("\(count) rows; ", "\(count) 行；")
      add("  - { code: \(Self.quoted(code)), outcome: \((guess ?? .unknown).word) }" + comment(times + why))
    }
    let hidden = counts.count - min(shown.count, 200)
    if hidden > 0 {
      say(
        "# \(hidden) more are free text and not shown: they may hold names. Say what words mean with announcements: [{ says: [关机], outcome: powered_off }]",
        "# 另有 \(hidden) 种是自由文本，可能含姓名，故不列出。可用 announcements: [{ says: [关机], outcome: powered_off }] 按词说明。")
    }
  }

  /// Words that decide, the specific before the general.
  private static let meanings: [(words: [String], outcome: ContactOutcome)] = [
    (["改号", "变更", "number changed"], .numberChanged), (["空号", "号码错误", "不存在", "invalid", "unallocated"], .invalidNumber),
    (["停机", "欠费", "suspended", "barred"], .suspended), (["关机", "powered off", "power off"], .poweredOff),
    (["语音信箱", "留言", "来电提醒", "voicemail", "machine"], .voicemail), (["非本人", "错号", "wrong"], .wrongPerson),
    (["他人", "第三方", "转告", "third"], .thirdParty), (["拒接", "拒绝", "reject", "declined"], .rejected),
    (["无人接听", "无应答", "未接", "no answer", "noanswer", "no-answer", "unanswered"], .noAnswer), (["忙", "占线", "通话中", "busy"], .busy),
    (["无法接通", "不在服务区", "unreachable"], .outOfCoverage), (["网络", "线路", "congestion", "network"], .networkProblem),
    (["挂断", "挂机", "hung", "hangup"], .hungUp), (["取消", "cancel"], .cancelled), (["发送失败", "undelivered"], .undelivered),
    (["发送成功", "delivered"], .delivered), (["回复", "replied"], .replied), (["接通", "本人", "承诺", "协商", "answered", "connected"], .connected),
  ]

  private static func guess(_ code: String) -> ContactOutcome? {
    meanings.first { entry in entry.words.contains { code.contains($0) } }?.outcome
  }
}
