import Classification
import Feeds
import Portfolio

/// Judges the conversations of a file and counts how they read.
struct HeardConversations {
  private let office: ToneOffice
  private var tones: [Tone: Int] = [:]
  private var (promises, twoVoices, collectorsWords) = (0, 0, 0)

  init(_ office: ToneOffice) { self.office = office }

  /// A conversation as it is stored. Where nobody knows that its words are the debtor's it is nobody's: no class follows from it, no promise.
  mutating func judged(_ row: ConversationRow) -> JudgedConversation {
    var row = row
    let verdict = office.verdict(row.text, language: row.language)
    let speaker = office.speaker(of: row)
    switch speaker {
    case .debtor: tones[verdict.tone, default: 0] += 1
    case .both: twoVoices += 1
    case .collector: collectorsWords += 1
    }
    if speaker != .debtor { row.party = .unknown }
    var judged = JudgedConversation(
      row: row, tone: verdict.tone, confidence: verdict.confidence, groups: verdict.groups, suggestedFlags: verdict.suggestedFlags,
      score: verdict.score, isDisputed: verdict.isDisputed)
    guard speaker == .debtor else { return judged }
    // By the day that the source wrote; its clock is the one people spoke by.
    judged.promises = office.promises(row.text, language: row.language, saidOn: row.at.day)
    promises += judged.promises.isEmpty ? 0 : 1
    return judged
  }

  func report(in report: inout ImportReport) {
    report.tones = tones
    report.promises = promises
    (report.twoVoices, report.collectorsWords) = (twoVoices, collectorsWords)
  }
}
