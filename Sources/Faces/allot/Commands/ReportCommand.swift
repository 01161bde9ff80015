import ArgumentParser
import Speech

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: Wording("Write the morning page and its tables.", "生成晨间报告及其表格。"),
    usage: """
      allot report [<run>] --output <directory> [<options>]
      allot report --week <date> --output <directory> [<options>]
      allot report --month <month> --output <directory> [<options>]
      allot report --from <date> --to <date> --output <directory> [<options>]
      """,
    discussion: Wording(
      """
      Examples:
        allot report latest --output report
        allot report 2026-11-18 --language zh --output report-18
        allot report 1 --output report --json
        allot report 1 --as-of "2026-11-18 09:30" --output again
        allot report latest --for manager --format html --output page
        allot report latest --for lead=<TEAM> --format html,xlsx --output team
        allot report latest --for client=<NAME> --output client
        allot report --week 2026-11-18 --output week
        allot report --month <YYYY-MM> --format html,xlsx --output month
        allot report --from 2026-11-18 --to 2026-11-18 --output days

      Writes report.html, which needs nothing else, and CSV files beside it. People label conversations of a night after its run: the accuracy of
      verdicts is that of the moment of writing, which the page states, and --as-of repeats a page of before. The page opens in the language of
      --language and holds both. A period is a page of its own: stock and flow of all its days, and who got and gave how much.
      """,
      """
      示例：
        allot report latest --output report
        allot report 2026-11-18 --language zh --output report-18
        allot report 1 --output report --json
        allot report 1 --as-of "2026-11-18 09:30" --output again
        allot report latest --for manager --format html --output page
        allot report latest --for lead=<TEAM> --format html,xlsx --output team
        allot report latest --for client=<NAME> --output client
        allot report --week 2026-11-18 --output week
        allot report --month <YYYY-MM> --format html,xlsx --output month
        allot report --from 2026-11-18 --to 2026-11-18 --output days

      写出 report.html（不依赖任何其他文件）及同目录的 CSV 文件。沟通的人工标注在运行之后给出：\
      判定的准确率以写报告的时刻为准，页面会注明该时刻，--as-of 可重现以前的页面。页面以 --language 的语言打开，\
      两种语言都在其中。期间报告另成一页：各日库存与流量，以及人员、小组、委托方、批次的排名。
      """),
    subcommands: [Make.self, Verify.self, Lists.self, Acknowledge.self, Send.self, Deliveries.self, Retry.self, Rights.self],
    defaultSubcommand: Make.self)
}
