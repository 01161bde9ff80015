import Classification
package import Feeds
import Portfolio
import Reports
import Schema

/// Doubtful conversations as a CSV file with an empty column “label” that people fill in.
package struct ReviewSheet: Sendable {
  /// The CSV file: UTF-8 with byte order mark.
  package let bytes: [UInt8]
  /// Rows below the header.
  package let conversations: Int

  /// One row per conversation, in the order given; `text` is empty where none is kept.
  package init(_ items: [ReviewItem]) {
    var csv = CSV(header: ["client", "case_no", "id", "day", "why", "judged", "confidence", "groups", "text", "label"])
    for item in items {
      csv.add([
        .text(item.client), .text(item.caseNo), .text(item.sourceID), .plain(item.day.description), .plain(item.why.rawValue),
        .plain(item.tone.word), .number(item.confidence), .plain(KeywordGroups(rawValue: item.groups).words.joined(separator: "|")),
        .text(item.text ?? ""), .plain(""),
      ])
    }
    bytes = csv.bytes
    conversations = items.count
  }
}

/// Labelled texts as a CSV file by which a model is trained.
package struct TrainingSheet: Sendable {
  /// The CSV file: UTF-8 with byte order mark.
  package let bytes: [UInt8]
  /// Rows below the header.
  package let texts: Int
  /// Labels whose text is not kept, which are left out.
  package let withoutText: Int

  /// One row per label whose text is kept, numbered from 1.
  package init(_ labelled: [LabelledConversation]) {
    var csv = CSV(header: ["id", "text", "label", "language"])
    let kept = labelled.filter { $0.text != nil }
    for (number, one) in kept.enumerated() {
      csv.add([.number(number + 1), .text(one.text ?? ""), .plain(one.label.word), .plain(one.language ?? "")])
    }
    bytes = csv.bytes
    texts = kept.count
    withoutText = labelled.count - kept.count
  }
}
