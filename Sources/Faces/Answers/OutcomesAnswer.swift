package import Intake
import Portfolio
import Terminal
import Wire

extension Answer {
  /// How a mapping reads codes with so many seconds of talk.
  package static func outcomes(_ readings: [(code: String, reading: OutcomeReading)], by mapping: Mapping, talk: Int32) -> Answer {
    let table = Table(
      [.init("code"), .init("outcome"), .init("reached"), .init("because")],
      rows: readings.map { code, reading in [mapping.shown(code), reading.outcome.word, reading.party?.word ?? "", reading.because] })
    return Answer([
      "mapping": .string(mapping.name), "version": JSON(mapping.version),
      "codes": .array(
        readings.map { code, reading in
          [
            "code": .string(mapping.shown(code)), "outcome": .string(reading.outcome.word), "party": JSON(reading.party?.word),
            "known": .bool(reading.isKnown), "because": .string(reading.because),
          ]
        }),
    ]) { style in
      "\(mapping.name) version \(mapping.version), \(Text.count(Int(talk), "second")) of talk\n" + style.table(table)
    }
  }
}

extension Party {
  fileprivate var word: String { ["debtor", "third_party", "unknown"][Int(rawValue)] }
}
