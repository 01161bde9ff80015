package import Figures
import Portfolio

/// Why one person got so few or so many cases, in one sentence.
package struct CollectorSentence: Sendable {
  private let medianLoad: Int64
  private let totalNew: Int64
  private let totalCapacity: Int64
  private let anybodyAssignable: Bool

  /// Looks once at all collectors, whom each is compared with.
  package init(_ figures: Figures) {
    let open = figures.collectors.filter(\.assignable)
    let loads = open.compactMap(\.loadBeforePerMille).sorted()
    medianLoad = loads.isEmpty ? 0 : loads[(loads.count - 1) / 2]
    totalNew = open.reduce(0) { $0 + $1.new }
    totalCapacity = open.reduce(0) { $0 + $1.capacitySeconds }
    anybodyAssignable = !open.isEmpty
  }

  /// The cases that scheduled hours alone would have given the person; nil when closed or without hours.
  package func share(_ collector: CollectorFigures) -> Int64? {
    guard collector.assignable, totalCapacity > 0 else { return nil }
    return Int64(clamping: (Int128(totalNew) * Int128(collector.capacitySeconds) * 2 + Int128(totalCapacity)) / Int128(totalCapacity * 2))
  }

  /// The sentence.
  package func text(_ collector: CollectorFigures, _ language: Language) -> String { phrase(collector)[language] }

  private func phrase(_ collector: CollectorFigures) -> Phrase {
    let new = NumberText.count(collector.new)
    if !collector.assignable { return closed(collector, new) }
    guard let share = share(collector), let load = collector.loadBeforePerMille else {
      return Phrase("\(new) new cases; no scheduled hours to compare with.", "新案\(new)件；无排班工时可比。")
    }
    let (usual, loadText, median) = (NumberText.count(share), NumberText.percent(load), NumberText.percent(medianLoad))
    let tolerance = max(1, share / 10)
    if collector.new > share + tolerance {
      if load < medianLoad {
        return Phrase(
          "\(new) new cases, more than the \(usual) by hours: the load was \(loadText) of capacity, the median is \(median).",
          "新案\(new)件，多于按工时应得的\(usual)件：负荷为产能的\(loadText)，中位数为\(median)。")
      }
      return Phrase(
        "\(new) new cases, more than the \(usual) by hours: routes, skills or one debtor's other cases left fewer people to choose from.",
        "新案\(new)件，多于按工时应得的\(usual)件：受路由、技能或共债限制，可选人员较少。")
    }
    if collector.new < share - tolerance || (collector.new == 0 && totalNew > 0) {
      if collector.headroom == 0 {
        return Phrase("\(new) new cases, less than the \(usual) by hours: all places are filled.", "新案\(new)件，少于按工时应得的\(usual)件：名额已用完。")
      }
      if load > medianLoad {
        return Phrase(
          "\(new) new cases, less than the \(usual) by hours: the load was \(loadText) of capacity, the median is \(median).",
          "新案\(new)件，少于按工时应得的\(usual)件：负荷为产能的\(loadText)，中位数为\(median)。")
      }
      return Phrase(
        "\(new) new cases, less than the \(usual) by hours: few cases allowed this person, or earlier nights gave more than the share.",
        "新案\(new)件，少于按工时应得的\(usual)件：适合其承接的案件较少，或此前所得已多于应得。")
    }
    return Phrase("\(new) new cases, about the \(usual) that the hours give.", "新案\(new)件，与按工时应得的\(usual)件相当。")
  }

  private func closed(_ collector: CollectorFigures, _ new: String) -> Phrase {
    let back = collector.nextPresent.isKnown ? collector.nextPresent.description : nil
    let cases = NumberText.count(collector.before)
    switch collector.closedBy {
    case .inactive: return Phrase("No new cases: the person is not active.", "无新案：该人员未启用。")
    case .left: return Phrase("No new cases: the person has left.", "无新案：该人员已离职。")
    case .notPresent:
      return Phrase(
        "No new cases: not on duty" + (back.map { ", next on \($0)." } ?? ", and no day is scheduled."),
        "无新案：不在岗" + (back.map { "，下次在岗\($0)。" } ?? "，且无排班。"))
    case .caseLimit: return Phrase("No new cases: the case limit is reached with \(cases) cases.", "无新案：在手\(cases)件，已达件数上限。")
    case .amountLimit: return Phrase("No new cases: the amount limit is reached.", "无新案：已达金额上限。")
    case .newPerDay: return Phrase("No new cases: the daily limit of new cases is reached.", "无新案：已达当日新案上限。")
    case .open: return Phrase("No new cases: no place was left.", "无新案：没有剩余名额。")
    }
  }
}

extension CollectorFigures {
  /// Weekly effort before the plan against capacity in per mille; nil without capacity.
  package var loadBeforePerMille: Int64? { capacitySeconds > 0 ? effortSeconds * 1000 / capacitySeconds : nil }
}
