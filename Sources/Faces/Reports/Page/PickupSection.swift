import Figures
import HTML
import Speech
import Words

/// Who has picked up his list of the day, by team with whoever leads it.
enum PickupSection {
  /// Codes of a team beyond this are only in the file.
  static let codesShown = 12

  /// Nothing where no list is handed out.
  static func html(_ figures: Figures, _ language: Language) -> HTML {
    let teams = figures.morning.pickups
    guard !teams.isEmpty else { return .empty }
    let title = HTML.h3("\(Wording("Lists picked up", "清单领取")[language])")
    guard figures.morning.areListsAcknowledged else {
      return title
        + HTML.p(
          [.class("note")],
          "\(Wording("No list was acknowledged in thirty days: who has his cannot be told. See allot report acknowledge, or hand lists back through allot import folder.", "近30天没有任何清单被确认，无法得知谁已领取。可用 allot report acknowledge 登记，或通过 allot import folder 交回清单。")[language])"
        )
    }
    let (all, missing) = (teams.reduce(0) { $0 + $1.people.count }, teams.reduce(0) { $0 + $1.missing.count })
    let badge = HTML.p([.class("verdict")]) {
      HTML.span(
        [.class(missing == 0 ? "badge ok" : "badge warn")],
        "\(Wording("\(NumberText.count(missing)) of \(NumberText.count(all)) lists not picked up", "\(NumberText.count(all))份清单中\(NumberText.count(missing))份尚未领取")[language])"
      )
    }
    guard missing > 0 else { return title + badge }
    var table = DataTable(
      Wording("Teams with lists that nobody has picked up; every person is in pickups.csv", "仍有清单未领取的小组；逐人见pickups.csv")[language],
      [
        .word(Wording("Team", "小组")[language]), .word(Wording("Lead", "组长")[language]), .number(Wording("Picked up", "已领取")[language]),
        .number(Wording("Not yet", "未领取")[language]), .text(Wording("Who", "人员")[language]),
      ])
    for team in teams where !team.missing.isEmpty {
      let codes = team.missing
      let more = codes.count > codesShown ? " …" : ""
      table.add(
        "\(team.team.isEmpty ? Wording("no team", "无小组")[language] : team.team)",
        "\(team.leads.isEmpty ? "–" : team.leads.joined(separator: Wording(", ", "、")[language]))",
        "\(NumberText.count(team.people.count - codes.count))", "\(NumberText.count(codes.count))",
        "\(codes.prefix(codesShown).joined(separator: Wording(", ", "、")[language]) + more)")
    }
    return title + badge + table.html
  }
}
