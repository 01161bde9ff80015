import Faults
import Runs
import Schema
import Speech

extension Seat {
  /// Throws with `EX_NOPERM` for the person whose own run made the plan: he asked for it. The owner of the database, who is
  /// everybody while the agency has no users, needs no second person.
  func requireSecondPerson(forPlan run: RunID) async throws {
    guard !actor.isOwner, try await store.runs.maker(ofPlan: run, agency: agency) == actor.name else { return }
    throw OperationError(
      .noPermission,
      Wording(
        "the plan of run \(run) was made by a run of \(actor.name), who cannot release it",
        "运行 \(run) 的方案由 \(actor.name) 运行产生，本人不能放行"),
      remedy: Wording("ask a second person", "请由另一人放行"))
  }
}
