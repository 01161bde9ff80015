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
      return head + style.table(table)
    }
  }
}

extension Party {
  fileprivate var word: String { ["debtor", "third_party", "unknown"][Int(rawValue)] }
}
