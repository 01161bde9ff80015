package import Archive
import Discretion
import Portfolio
import Speech

// What is stored and cannot be read; of any room that reads it.
extension StoreError {
  /// A run with a word that this program does not know.
  package static func newer(run: RunID) -> StoreError {
    .invalid(Wording("run \(run) was written by a newer allot; use that one", "运行 \(run) 由更新的 allot 写入；请使用该版本"))
  }
  /// A text that names no run.
  package static func noRun(_ text: String) -> StoreError {
    let typed = Quoted.typed(text)
    return .invalid(
      Wording(
        "\(typed.en) names no run; expected latest, waiting, a run's number or a date like 2026-11-21",
        "\(typed.zh)不是运行；应为 latest、waiting、运行编号或 2026-11-21 这样的日期"))
  }
  /// Why stands in the archive's own words.
  package static func unreadableExplanations(of run: RunID, _ error: ArchiveError) -> StoreError {
    .invalid(
      Wording(
        "the explanations of run \(run) cannot be read: \(error.description)", "运行 \(run) 的分案说明无法读取：\(error.what.zh)"))
  }
  /// An order with a word that this program does not know.
  package static var unknownOrder: StoreError {
    .invalid(Wording("the database holds an order of an unknown kind", "数据库中有类型不明的调案单"))
  }
}

/// Whose reason it is, for a message.
package enum ReasonPlace: Sendable {
  case run(RunID)
  case classOfCase

  var wording: Wording {
    switch self {
    case .run(let run): Wording("run \(run)", "运行 \(run)")
    case .classOfCase: Wording("the class of a case", "案件类别")
    }
  }
}

extension ReasonError {
  /// Code and numbers, why they cannot be read, and what to do.
  var wording: Wording {
    let told = "\(numbers.n1), \(numbers.n2), \(numbers.n3), \(numbers.n4)"
    let chinese =
      ReasonCode(rawValue: rawCode).map {
        "原因 \(rawCode)（\($0)）不可能带有数值 \(told)：由更新的 allot 写入，或被人改动；请使用该版本，或恢复这一行"
      } ?? "本程序不认识原因 \(rawCode)（数值 \(told)）：由更新的 allot 写入；请使用该版本"
    return Wording(description, chinese)
  }
}
