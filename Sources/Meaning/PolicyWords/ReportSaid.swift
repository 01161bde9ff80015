import Policy
import Portfolio
import Speech
import Words

/// What `report:` of an agency file says, in sentences.
enum ReportSaid {
  static func section(_ plan: ReportPlan?) -> SaidSection {
    let title = Wording("Who is told of a night", "报告投递")
    guard let plan else {
      return SaidSection("report", title, [SaidLine("report", "Nobody is told of a night by itself.", "不自动投递报告。")])
    }
    return SaidSection(
      "report", title,
      [
        SaidLine(
          "report.days",
          plan.everyDay ? Wording("Reports go out every day.", "报告每天投递。") : Wording("Reports go out on working days.", "报告在工作日投递。")),
        SaidLine(
          "report.keep", "Report files are kept for \(Tongue.count(plan.keepDays, "day")).", "报告文件保留 \(plan.keepDays) 天。"),
        SaidLine("report.subject", "The subject of a mail is “\(plan.subject.text)”.", "邮件主题为“\(plan.subject.text)”。"),
      ] + plan.readers.enumerated().map { line($1, $0 + 1) })
  }

  private static func line(_ reader: ReportPlan.Reader, _ number: Int) -> SaidLine {
    let language = reader.language == .zh ? Wording("Chinese", "中文") : Wording("English", "英文")
    let nothing = reader.skipsNothing ? Wording(", unless there is nothing to say", "，无事可说时不发") : .none
    if case .chat(let chat, let credential) = reader.receiver {
      return SaidLine(
        "report.readers \(number)",
        Wording(
          "The \(chat.rawValue) chat behind the credential “\(credential)” gets the night's numbers and a link at \(reader.at) in \(language.en)\(nothing.en).",
          "凭据“\(credential)”所指的 \(chat.rawValue) 群聊在 \(reader.at) 收到当晚的数字和链接，\(language.zh)\(nothing.zh)。"))
    }
    let whom: Wording =
      switch reader.receiver {
      case .people(let names): Tongue.and(names: names)
      case .role(let role): Wording("everybody with the role \(role.rawValue)", "所有\(Words.role(role).zh)")
      case .chat: .none
      }
    let way = reader.byMail ? Wording("by mail", "邮件") : Wording("into the directory only", "仅写入目录")
    let forms = reader.forms.map(\.rawValue)
    return SaidLine(
      "report.readers \(number)",
      Wording(
        "\(whom.en): the page “\(reader.page.word)” as \(forms.joined(separator: ", ")), \(way.en), at \(reader.at) in \(language.en)\(nothing.en)."
          .capitalisedFirst,
        "\(whom.zh)：“\(reader.page.word)”报告（\(forms.joined(separator: "、"))），\(way.zh)，\(reader.at)，\(language.zh)\(nothing.zh)。"))
  }
}
