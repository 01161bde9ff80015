package import Desks
import Discretion
import Faults
package import Night
import Policy
package import Portfolio
import Register
package import Runs
import Schema
import Speech
import Tasks
package import Views

/// Why somebody does not have a case, and what would have sent it to him; a run is decided again from its frozen inputs. Needs `see` and changes nothing.
package struct WhyNotDesk: Sendable {
  private let seat: Seat

  /// Every call needs `see`.
  package init(_ seat: Seat) { self.seat = seat }

  /// `client` is needed where several have a case of that number; `run` is as for `ReadingDesk.run`; `phase` is told what is being done.
  /// Throws with `EX_NOINPUT` for names that nobody has, for a run whose inputs are not kept (any more), and for a case that the run did not know.
  package func ask(
    _ caseNo: String, client: String?, collector: String, run text: String, phase: @Sendable (String) -> Void = { _ in }
  ) async throws -> WhyNotStory {
    let reading = ReadingDesk(seat)
    let run = try await reading.run(text)
    let found = try await reading.story(of: caseNo, client: client, decisions: 0).found.shown
    phase("read")
    let (snapshot, library, input) = try await Replay.frozen(text, seat)
    guard let index = snapshot.cases.id.firstIndex(of: found.id) else {
      let number = Quoted.number(caseNo)
      throw OperationError(
        .noInput,
        Wording("run \(run.id) did not know case \(number.en) as an open one", "运行 \(run.id) 时案件\(number.zh)不在未结案件之列"),
        remedy: Wording("name another run: --run; see: allot explain", "请用 --run 指定其他运行；可先查看：allot explain"))
    }
    guard let person = snapshot.collectors.code.firstIndex(of: collector) else {
      let (number, hint) = (Quoted.number(collector), Suggestion.hint(for: collector, among: snapshot.collectors.code))
      throw OperationError(
        .noInput,
        Wording(
          "run \(run.id) knew no collector \(number.en)\(hint.map { "; \($0.en)" } ?? "")",
          "运行 \(run.id) 里没有催收员\(number.zh)\(hint.map { "；\($0.zh)" } ?? "")"),
        remedy: Wording("see: allot show collectors", "请查看：allot show collectors"))
    }
    guard let rules = Night.Rules(number: input.rules) else {
      throw OperationError(
        .noInput, Wording("run \(run.id) was decided by rules that this program does not know", "运行 \(run.id) 所用的方法规则本程序不认识"),
        remedy: Wording("ask the program that decided it: \(input.software)", "请用当时的程序：\(input.software)"))
    }
    phase("decide")
    let whyNot = try await BlockingThread.run {
      try Night.whyNot(
        snapshot, library.set, case: CaseIndex(index), person: CollectorIndex(person), rules: rules, isByDay: input.arrivals != nil)
    }
    return WhyNotStory(
      run: run, caseNo: found.caseNo, collector: collector, whyNot: whyNot,
      holder: whyNot.holder.map { snapshot.collectors.code[$0.position] },
      elsewhere: whyNot.insufficient.map { $0.holder.map { snapshot.collectors.code[$0.position] } },
      skills: snapshot.skills.names,
      codes: Dictionary(zip(snapshot.collectors.id, snapshot.collectors.code), uniquingKeysWith: { first, _ in first }),
      policies: library.set.policies.map { ($0.name, $0.routes.map(\.rule)) }, currency: library.set.agency.currency)
  }
}

/// An answer to “why not”, with the names that its positions stand for.
package struct WhyNotStory: Sendable {
  /// The run that was decided again.
  package var run: ShownRun
  /// The case's number and the collector's code.
  package var caseNo: String
  package var collector: String
  package var whyNot: WhyNot
  /// Code of whoever has the case after the run; nil for nobody.
  package var holder: String?
  /// By `whyNot.insufficient`: whoever would have got it then.
  package var elsewhere: [String?]
  /// Skills by bit.
  package var skills: [String]
  /// Codes of collectors by database id.
  package var codes: [Int64: String]
  /// Names of policies, each with those of its routes, by position.
  package var policies: [(name: String, routes: [String])]
  /// What amounts are counted in.
  package var currency: Currency
}
