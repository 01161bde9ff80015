import Answers
import ArgumentParser
import Classification
import Desks
import Discretion
import Faults
import Intake
import Portfolio
import Speech
import Tables
import Terminal

extension ToneCommand {
  struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Compare verdicts with labels.", "比较判定与标注。"), usage: "allot tone score <gold> <verdicts> [<options>]",
      discussion: Wording(
        """
        GOLD.csv has id and label (and group); rows whose column “contested” is 1 are left out. The second file has id and label, as “tone judge”
        writes it. Printed are precision, recall and F1 per tone, macro-F1, the share of false alarms (texts that are not uncooperative, judged so),
        the confusion table and how many were right by group; intervals are the middle 95 % of 1,000 bootstrap resamples.
        """,
        """
        GOLD.csv 含 id 和 label（及 group）；“contested”列为 1 的行不计。第二个文件含 id 和 \
        label，即“tone judge”所写。输出每种语气的精确率、召回率和 F1，宏平均 F1，\
        误报率（本非“非配合”却被如此判定的文本所占比例），混淆矩阵，以及各组判对多少；区间为 1,000 次自助重抽样的中间 95 \
        %。
        """))
    @Argument(help: ArgumentHelp(Wording("CSV file with the labels of people.", "含人工标注的 CSV 文件。"))) var gold: String
    @Argument(help: ArgumentHelp(Wording("CSV file with verdicts.", "含判定的 CSV 文件。"))) var verdicts: String
    @Option(help: ArgumentHelp(Wording("List so many mistakes, the surest first.", "列出若干处误判，把握最大的在前。"), valueName: "number")) var mistakes =
      0
    @Option(help: ArgumentHelp(Wording("Seed of the bootstrap.", "自助法的随机种子。"), valueName: "number")) var seed: UInt64 = 1
    @Flag(help: ArgumentHelp(Wording("Print one JSON object instead of text.", "输出一个 JSON 对象，而不是文字。"))) var json = false
    @OptionGroup var speech: LanguageOption

    func run() async throws {
      let (labels, leftOut) = try ToneFiles.goldLabels(gold)
      let table = try TextTable(path: verdicts, known: ["id", "label"])
      let (id, label) = (try table.required("id"), try table.required("label"))
      var judged: [String: [String]] = [:]
      var lines: [String: Int] = [:]
      for (line, row) in zip(table.lines, table.rows) {
        if let first = lines.updateValue(line, forKey: Self.plain(row[id])) {
          throw OperationError(.dataError, ToneFiles.twice(verdicts, line, first: first))
        }
        judged[Self.plain(row[id])] = row
      }
      var pairs: [ToneScoreboard.Pair] = []
      var wrong: [(score: Int, row: [String], gold: ToneFiles.Label)] = []
      let score = table.column("score")
      for (number, gold) in labels.enumerated() {
        guard let row = judged[Self.plain(gold.id)] else {
          let id = Quoted.named(gold.id)
          throw OperationError(
            .dataError,
            Wording(
              "\(verdicts) has no verdict for id \(id.en), row \(number + 1) of \(self.gold)",
              "\(verdicts) 里没有 \(self.gold) 第 \(number + 1) 行 id\(id.zh)的判定"),
            remedy: Wording("judge the whole file", "请对整个文件作判定"))
        }
        guard let tone = ToneFiles.tone(row[label]) else {
          let form = Quoted.cell(row[label])
          throw OperationError(
            .dataError,
            Wording(
              "\(verdicts): the label of row \(number + 1) of \(self.gold) is no tone there: \(form.en)",
              "\(verdicts)：\(self.gold) 第 \(number + 1) 行在此的 label 不是语气：\(form.zh)"))
        }
        pairs.append(.init(gold: gold.tone, judged: tone, group: gold.group))
        if tone != gold.tone { wrong.append((score.flatMap { Int(row[$0]) } ?? 0, row, gold)) }
      }
      let board = ToneScoreboard(pairs, seed: seed)
      var listed: [ToneMistake]?
      if mistakes > 0 {
        wrong.sort { (abs($1.score), $0.gold.id) < (abs($0.score), $1.gold.id) }
        let reason = table.column("reason")
        listed = wrong.prefix(mistakes).map { one in
          ToneMistake(
            id: one.gold.id, gold: one.gold.tone, judged: one.row[label], score: one.score, text: one.gold.text,
            reason: reason.map { one.row[$0] } ?? "")
        }
      }
      Terminal(isJSON: json).say(.scored(board, leftOut: leftOut, mistakes: listed))
    }

    /// Without the apostrophe by which a spreadsheet is kept from running it.
    private static func plain(_ id: String) -> String { id.hasPrefix("'") ? String(id.dropFirst()) : id }
  }
}
