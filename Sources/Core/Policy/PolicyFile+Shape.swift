package import YAML

extension PolicyFile {
  /// What a file of the kind may say, recorded from its reader; nil for mappings, which belong to intake.
  package static func shape(of kind: PolicyFileKind) -> Shape? {
    let notes = Problems(file: "")
    switch kind {
    case .agency: return Shape.of { _ = AgencyReader(warnings: notes).read($0) }
    case .policy: return Shape.of { _ = PolicyReader(money: Money(nil), warnings: notes).read($0) }
    case .lexicon: return Shape.of { _ = LexiconFileReader(problems: $0.problems).read($0) }
    case .model: return Shape.of { _ = ToneModelFile.read($0) }
    case .calendar: return Shape.of { _ = CalendarYearReader(notes: nil).read($0) }
    case .mapping: return nil
    }
  }
}
