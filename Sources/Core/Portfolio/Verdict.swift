/// The class of one case with the rule and numbers that decided it.
package struct Verdict: Hashable, Sendable {
  // The reason first: the class fits into what it leaves of its last word, and a night keeps one verdict a case.
  /// The rule that decided, with its numbers.
  package var reason: Reason
  /// One of the five classes.
  package var caseClass: CaseClass
  /// Made by the classifier, once a case and night.
  package init(_ caseClass: CaseClass, _ reason: Reason) {
    self.caseClass = caseClass
    self.reason = reason
  }
}
