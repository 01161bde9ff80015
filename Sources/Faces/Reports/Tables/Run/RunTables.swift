package import Figures
import Portfolio
package import Speech
import Words

/// The tables of one run: each is a CSV file and a sheet of the workbook. Keys and codes never change with the language; sentences are in the language
/// that was asked for.
package enum RunTables {
  /// All that are files, in the order of the report.
  package static func all(_ figures: Figures, _ language: Language) -> [ReportTable] {
    [
      assignments(figures, language), collectors(figures, language), classes(figures), classChanges(figures), flows(figures),
      waiting(figures, language), fairness(figures), rules(figures), controls(figures), nights(figures),
    ]
  }

  /// A column with both titles and both meanings.
  static func column(
    _ key: String, _ en: String, _ zh: String, _ kind: ReportTable.Kind, _ meaning: String, _ chinese: String
  ) -> ReportTable.Column {
    ReportTable.Column(key, Wording(en, zh), kind, Wording(meaning, chinese))
  }

  static let currency = column("currency", "Currency", "币种", .text, "Currency of the amounts in this row.", "本行金额的币种。")

  static func code(_ position: Int32, _ figures: Figures) -> String {
    figures.collectors.indices.contains(Int(position)) ? figures.collectors[Int(position)].code : ""
  }

  static func term(_ value: CaseClass) -> ReportTable.Cell { .term(value.word, Words.caseClass(value)) }

  static func term(_ code: ReasonCode) -> ReportTable.Cell {
    .term(ReasonText.word(code), Wording(ReasonText.title(code, .en), ReasonText.title(code, .zh)))
  }
}
