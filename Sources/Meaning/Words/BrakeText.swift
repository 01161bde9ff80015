package import Portfolio
package import Speech

/// Why a plan waits, and what a person can do about it.
package enum BrakeText {
  /// Which brake, by how much: one sentence with figure and limit.
  package static func sentence(_ brake: TrippedBrake) -> Wording {
    let share = brake.permille.map(percent) ?? ""
    let limit = percent(Int64(brake.limitPermille))
    func ofOpen(_ en: String, _ zh: String) -> Wording {
      Wording(
        "\(brake.figure) of \(brake.of) open cases are \(en) (\(share)); the agency's limit is \(limit)",
        "在案\(brake.of)件中\(zh)\(brake.figure)件（\(share)），机构上限为\(limit)")
    }
    switch brake.kind {
    case .recalled: return ofOpen("recalled or moved to another collector", "收回或换手")
    case .moved: return ofOpen("moved to another collector", "换手")
    case .unassigned: return ofOpen("unassigned", "未分出")
    case .classChanged: return ofOpen("changing class", "类别变化")
    case .firstNight:
      return Wording(
        "this is the first night: there is nothing to compare with; it would deal \(brake.figure) of \(brake.of) open cases",
        "这是首次夜间分案，无历史可比：拟分出在案\(brake.of)件中的\(brake.figure)件")
    case .contract: return contract(brake)
    case .inputs:
      let name = input(brake.input)
      return Wording(
        "\(name.en): \(brake.figure), but \(brake.low) to \(brake.high) in the last seven nights; the agency's limit is \(limit) beyond that",
        "\(name.zh)为\(brake.figure)，而近七晚在\(brake.low)至\(brake.high)之间，机构上限为超出\(limit)")
    }
  }

  /// Everything that tripped, as sentences; the stored English words of a plan of an older program.
  package static func sentences(_ brakes: [TrippedBrake], stored: [String], _ language: Language) -> [String] {
    brakes.isEmpty ? stored : brakes.map { sentence($0)[language] }
  }

  /// A line of the agency file that would have let the plan through, under `brakes:`; nil where no share says it.
  package static func limitThatPasses(_ brake: TrippedBrake) -> String? {
    if brake.kind == .firstNight { return "first_night: publish" }
    if brake.kind == .contract { return nil }
    guard brake.of > 0 else {
      // Per mille by which the figure lies beyond the nearer end, rounded up.
      let (end, gap) = brake.figure > brake.high ? (brake.high, brake.figure - brake.high) : (brake.low, brake.low - brake.figure)
      guard end > 0, gap > 0 else { return nil }
      let permille = Int64(clamping: (Int128(gap) * 1000 + Int128(end) - 1) / Int128(end))
      // More than the file can say: there the figure, not the limit, is the matter.
      return permille <= 1000 ? line(brake.kind, permille) : nil
    }
    return line(brake.kind, Int64(clamping: (Int128(brake.figure) * 1000 + Int128(brake.of) - 1) / Int128(brake.of)))
  }

  /// The clause and what the plan does against it.
  private static func contract(_ brake: TrippedBrake) -> Wording {
    let parts = brake.input.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let (clause, client) = (parts.first ?? "", parts.last ?? "")
    switch clause {
    case "no_newcomers":
      return Wording(
        "the contract with \(client) (no_newcomers: \(brake.low) months): \(brake.figure) of its cases would go to people who joined later than that",
        "委托方\(client)的合同条款（no_newcomers: \(brake.low) months）：拟将其\(brake.figure)件分给入职不足\(brake.low)个月的人")
    case "seats":
      return Wording(
        "the contract with \(client) (seats: at least \(brake.low)): its cases would lie with \(brake.figure)",
        "委托方\(client)的合同条款（seats: at least \(brake.low)）：其案件将只由\(brake.figure)人持有")
    default:
      return Wording(
        "the contract with \(client) (only_teams): \(brake.figure) of its cases would go to other teams",
        "委托方\(client)的合同条款（only_teams）：拟将其\(brake.figure)件分给其他小组")
    }
  }

  private static func line(_ kind: TrippedBrake.Kind, _ permille: Int64) -> String {
    let rest = permille % 10
    return "\(kind.rawValue): \"> \(permille / 10)\(rest == 0 ? "" : ".\(rest)")%\""
  }

  private static func percent(_ permille: Int64) -> String { "\(permille / 10).\(permille % 10) %" }

  private static func input(_ name: String) -> Wording {
    let en = name.split(separator: "_").joined(separator: " ")
    return switch name {
    case "open_cases": Wording(en, "在案件数")
    case "pool_cases": Wording(en, "案件池件数")
    case "outstanding": Wording(en, "欠款合计（分）")
    case "collectors": Wording(en, "催收员人数")
    case "minutes_next_week": Wording(en, "未来一周排班分钟")
    case "contacts_yesterday": Wording(en, "昨日联系次数")
    case "payments_last_week": Wording(en, "近一周还款笔数")
    default: Wording(en, en)
    }
  }
}
