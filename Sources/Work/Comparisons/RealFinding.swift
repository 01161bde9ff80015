package import Scopes

/// What two policies make of the open cases, in one aspect.
package struct RealFinding: Sendable {
  /// A case by its number.
  package struct Example: Sendable {
    package let caseNo: String
    package let client: String
    /// The case in the words of rules.
    package let made: MadeCase
    package let old: CaseFate
    package let new: CaseFate

    /// Made where the cases are looked at.
    package init(caseNo: String, client: String, made: MadeCase, old: CaseFate, new: CaseFate) {
      (self.caseNo, self.client, self.made, self.old, self.new) = (caseNo, client, made, old, new)
    }
  }

  package let aspect: Aspect
  /// Open cases that were compared.
  package let considered: Int
  /// Open cases that the two treat otherwise.
  package let count: Int
  /// The one with the least outstanding, of several the first by number; nil when there is none.
  package let smallest: Example?

  /// Made where the cases are looked at.
  package init(aspect: Aspect, considered: Int, count: Int, smallest: Example?) {
    (self.aspect, self.considered, self.count, self.smallest) = (aspect, considered, count, smallest)
  }
}
