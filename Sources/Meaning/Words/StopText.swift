package import Portfolio
package import Speech

/// That an emergency stop keeps a plan from being published which was made before it.
package enum StopText {
  /// Of the plan of a run that waits.
  package static func madeSince(_ stop: Int, run: Int64) -> Wording {
    Wording(
      "emergency stop \(stop) was made after run \(run) was planned and holds; nothing was published",
      "紧急停办 \(stop) 在运行 \(run) 形成方案之后发出且仍有效；未发布任何内容")
  }

  /// What can be done about it; `anew`: how to discard the plan and decide anew.
  package static func remedy(_ anew: Wording) -> Wording {
    Wording(
      "see it with: allot policy stop; once it is lifted the plan can be released as it was kept, or now: \(anew.en)",
      "请查看：allot policy stop；解除后可按保存的方案放行，或现在\(anew.zh)")
  }

  /// Of a run under way.
  package static func madeSince(_ stop: Int, slot: Day) -> Wording {
    Wording(
      "emergency stop \(stop) was made while slot \(slot) was being decided; nothing was published",
      "\(slot) 的分案决策期间发出了紧急停办 \(stop)；未发布任何内容")
  }

  /// What can be done about that.
  package static let again = Wording("run it again: the night is decided anew under the stop", "请重新运行：这一夜会在停办之下重新决策")
}
