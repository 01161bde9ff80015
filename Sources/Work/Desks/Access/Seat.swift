import Discretion
package import Faults
package import Schema
import Speech
package import Views

/// Who acts, for which agency, in which database. Every desk is made with one, and every call of a desk names the right it needs: command line,
/// daemon, API and pages go the same way in. The database itself cannot be reached through it.
package struct Seat: Sendable {
  /// Whose data the desks work on; no other agency's can be reached.
  package let agency: Agency
  /// Whose name is written beside what is done, and whose rights count.
  package let actor: ActingUser
  let store: Store

  /// Made once it is known who acts: at the entrance, for a new agency, for the daemon. Checks nothing itself.
  package init(store: Store, agency: Agency, actor: ActingUser) {
    self.store = store
    self.agency = agency
    self.actor = actor
  }

  /// The daemon acts for the agency by itself: it has every right, and stands as `daemon` beside what it does.
  package static func daemon(_ store: Store, _ agency: Agency) -> Seat {
    Seat(store: store, agency: agency, actor: ActingUser(name: "daemon", isOwner: true))
  }

  /// The clock on the agency's wall, by which people are told times. Needs no right: it says nothing of the agency's work.
  package func clock() async throws -> WallClock { try await store.views.wallClock(agency: agency) }

  /// Throws with `EX_NOPERM` when the right is missing.
  package func require(_ right: Right) throws(OperationError) { try actor.require(right) }

  /// The database, for desks that stand in rooms of their own. Throws with `EX_NOPERM` when the right is missing.
  package func store(with right: Right) throws(OperationError) -> Store {
    try actor.require(right)
    return store
  }

  /// Throws with `EX_NOINPUT` when the agency has no such client, team, collector, stage or batch; the nearest one there is, is said.
  package func requireName(_ name: String, _ thing: NamedThing) async throws {
    try await NameCheck(views: store.views, agency: agency).require(name, thing)
  }

  /// The database, for what is the actor's own and nobody else's: his sign-ins, his password, the keys of his requests.
  package var storeOfOneself: Store { store }

  /// Throws with `EX_USAGE` when a reason says nothing, or cannot be kept; `option` is where it is written.
  func require(reason: String, option: String = "--reason") throws(OperationError) {
    if reason.allSatisfy({ $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.value < 32 } }) {
      throw OperationError(
        .usage, Wording("a reason is needed: it is kept for as long as what is done", "必须写明原因：它随所做的操作一直保存"),
        remedy: Wording("\(option) TEXT", "请加上 \(option) TEXT"))
    }
    try require(keepable: reason)
  }

  /// The same of a reason that may say nothing. What is kept of what people say is read on terminals and pages by others: it has an end, and no signs that do
  /// something instead of being read.
  func require(keepable reason: String) throws(OperationError) {
    let example = Wording("write a sentence, such as “month end”", "请写一句话，如“月底结算”")
    let count = reason.unicodeScalars.count
    guard count <= Self.longestReason else {
      throw OperationError(
        .usage,
        Wording(
          "the reason has \(count) characters; at most \(Self.longestReason) are kept", "原因有 \(count) 个字符；最多保存 \(Self.longestReason) 个"),
        remedy: example)
    }
    guard let place = reason.unicodeScalars.enumerated().first(where: { Shown.isControl($1) && !"\t\r\n".unicodeScalars.contains($1) })
    else { return }
    throw OperationError(
      .usage,
      Wording(
        "character \(place.offset + 1) of the reason is a control character; expected text, line ends and tabs",
        "原因的第 \(place.offset + 1) 个字符是控制字符；应为文字、换行和制表符"),
      remedy: example)
  }

  /// In characters of Unicode.
  private static let longestReason = 1_000
}
