package import Intake
import Portfolio
import Speech
import Terminal
import Wire
import Words

extension Answer {
  /// How a mapping reads codes with so many seconds of talk.
  package static func outcomes(_ readings: [(code: String, reading: OutcomeReading)], by mapping: Mapping, talk: Int32) -> Answer {
    Answer([
      "mapping": .string(mapping.name), "version": JSON(mapping.version),
      "codes": .array(
        readings.map { code, reading in
          [
            "code": .string(mapping.shown(code).en), "outcome": .string(reading.outcome.word), "party": JSON(reading.party?.word),
            "known": .bool(reading.isKnown), "because": .string(reading.because.en),
          ]
        }),
    ]) { style in
      let table = Table(
        [style.column("code", "代码"), style.column("outcome", "结果"), style.column("reached", "接听人"), style.column("because", "依据")],
        rows: readings.map { code, reading in
          [
            style.say(mapping.shown(code)), style.say(reading.outcome.word, Words.outcome(reading.outcome).zh),
            reading.party.map { style.say($0.word, Words.party($0).zh) } ?? "", style.say(reading.because),
          ]
        })
      let head = style.say(
        "\(mapping.name) version \(mapping.version), \(Text.count(Int(talk), "second")) of talk\n",
        "\(mapping.name) 第 \(mapping.version) 版，通话 \(Text.grouped(talk)) 秒\n")
      let outcomes = Set(readings.map(\.reading.outcome))
      return head + style.table(table) + remarks.filter { outcomes.contains($0.outcome) }.map { style.say($0.text) + "\n" }.joined()
    }
  }

  /// What is to be known of an outcome, and what to do about it.
  private static let remarks: [(outcome: ContactOutcome, text: Wording)] = [
    (
      .notConnected,
      Wording(
        "not_connected is weak evidence: nobody answered, and the source does not say why. A call that was refused, one to a phone that is off and one that rang in vain look alike there. A cause beside the code, as in “NO ANSWER/18”, says more.",
        "“未接通（原因不明）”只是弱证据：没有人接听，而来源不说明原因；拒接、关机和响铃无人接听在那里看起来一样。代码旁若有原因码，如“NO ANSWER/18”，就能分清。")
    ),
    (
      .blocked,
      Wording(
        "blocked is no evidence about the debtor: a carrier refused the number that calls. Have that number looked at.",
        "“主叫号码被拦截”不是债务人的证据：是运营商拒绝了主叫号码，请检查该号码。")
    ),
  ]
}

extension Party {
  fileprivate var word: String { ["debtor", "third_party", "unknown"][Int(rawValue)] }
}
