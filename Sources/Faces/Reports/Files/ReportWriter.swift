package import Figures
package import Speech
import Words

/// All files of one run's report. Pure: the caller decides where they go.
package enum ReportWriter {
  /// Name and content of every file, the page first. `language` is the page's first language and that of sentences in the files.
  package static func files(_ figures: Figures, language: Language = .zh) -> [(name: String, bytes: [UInt8])] {
    [("report.html", ReportPage.html(figures, language: language))]
      + (RunTables.all(figures, language) + MorningTables.all(figures) + SampleTables.all(figures)).map {
        ("\($0.name).csv", csv($0, language))
      }
  }

  private static func csv(_ table: ReportTable, _ language: Language) -> [UInt8] {
    do {
      return try table.csv(language)
    } catch {
      // The rows of a run's tables are made of figures that are held: reading them opens nothing.
      preconditionFailure("\(table.name): \(error)")
    }
  }
}
