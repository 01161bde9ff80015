import Allocation
import Portfolio

extension Outcome {
  /// What a night gives out: the answer, and what was known and counted on the way to it.
  init(_ answer: Answer) {
    let (standing, policies) = (answer.standing, answer.standing.policies)
    self.init(
      verdicts: standing.reading.verdicts, decisions: answer.decisions, loads: standing.loads, holderAfter: answer.holderAfter,
      rules: standing.coverage.health(policies) + standing.movement.health(policies) + answer.offer.requests.health(policies)
        + answer.recallHealth + SegmentCount.health(standing),
      plan: answer.totals, accounts: answer.accounts)
    let books = PlanBooks(answer.question.instance, answer.plan.receiver)
    explanations = Explaining.explanations(answer, books)
    let told = PlanBooks(answer.question.told, answer.plan.receiver)
    fairness = FairnessCheck.record(answer, told)
    if standing.rules.tellsWholeMonth { fairness.quotas = QuotaCheck.misses(answer) }
  }
}
