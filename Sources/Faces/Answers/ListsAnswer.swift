package import HandoutDesks
import Handouts
import Speech
import Terminal
package import Views
import Wire

extension Answer {
  /// Who has picked up his list of a run, and who has not.
  package static func lists(_ lists: ListDesk.Lists, of run: ShownRun) -> Answer {
    let missing = lists.missing.map(\.code)
    let noted = lists.receipts.map {
      Wording("  \($0.collector)  \($0.notedAt)  \($0.notedBy)\n", "  \($0.collector)  \($0.notedAt)  \($0.notedBy)\n")
    }
    .reduce(Wording.none, +)
    let (have, all) = (lists.receipts.count, lists.holders.count)
    return Answer(
      .object(
        run.members + [
          (
            "picked_up",
            .array(lists.receipts.map { ["collector": .string($0.collector), "by": .string($0.notedBy), "at": .string($0.notedInUTC)] })
          ), ("missing", .array(missing.map { .string($0) })),
        ]),
      Wording("\(run.title.en): \(have) of \(all) lists picked up\n", "\(run.title.zh)：\(all) 份清单已领取 \(have) 份\n") + noted
        + (missing.isEmpty
          ? .none
          : Wording("not yet: \(missing.joined(separator: ", "))\n", "尚未领取：\(missing.joined(separator: "、"))\n")))
  }

  /// Lists that were noted as picked up.
  package static func acknowledged(_ noted: Int, of all: Int) -> Answer {
    Answer(
      ["noted": JSON(noted), "before": JSON(all - noted)],
      Wording("\(Text.count(noted, "list")) noted as picked up", "已登记 \(noted) 份清单为已领取")
        + (noted == all ? Wording("\n", "\n") : Wording("; \(all - noted) had been before\n", "；另有 \(all - noted) 份此前已登记\n")))
  }
}
