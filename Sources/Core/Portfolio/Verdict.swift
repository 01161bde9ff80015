/// The class of one case with the rule and numbers that decided it.
package struct Verdict: Hashable, Sendable {
  // The reason first: the class fits into what it leaves of its last word, and a night keeps one verdict a case.
  package var reason: Reason
  package var caseClass: CaseClass
  package init(_ caseClass: CaseClass, _ reason: Reason) {
    self.caseClass = caseClass
    self.reason = reason
  }
}
