package import Portfolio

/// A case in a few words and what must come of it: one entry of `tests:`.
package struct PolicyTest: Sendable, Equatable {
  /// The case. What is not said is as in `TestCase`.
  package var given: TestCase
  /// What must come of it, in the order of the keys; not empty.
  package var expect: [Expectation]

  /// Made by the reader.
  package init(given: TestCase, expect: [Expectation]) { (self.given, self.expect) = (given, expect) }

  /// One thing that must come of a case.
  package enum Expectation: Sendable, Equatable {
    /// Whether the policy covers it.
    case covered(Bool)
    /// The segments that it must be in.
    case segments([String])
    /// Whether it must not be dealt, and by which rule of `stop`, from 1.
    case stop(Ruled)
    /// Whether its holder keeps it by a rule of `stay`, and by which, from 1.
    case stay(Ruled)
    /// Whether it is taken from its holder, and why.
    case recall(Recall)
    /// The rule of `route` that it takes when it is dealt; nil = none.
    case route(String?)
    /// Hours to the first contact.
    case firstContact(Int)
    /// 1…9.
    case priority(Int)

    /// The key in `expect`.
    package var key: String {
      switch self {
      case .covered: "covered"
      case .segments: "segment"
      case .stop: "stop"
      case .stay: "stay"
      case .recall: "recall"
      case .route: "route"
      case .firstContact: "first_contact"
      case .priority: "priority"
      }
    }
  }

  /// No, by any rule, or by a certain one.
  package enum Ruled: Sendable, Equatable {
    case no, yes
    /// Position in the list, from 1.
    case rule(Int)
  }

  /// What takes a case from its holder.
  package enum Recall: String, CaseIterable, Sendable {
    case no, yes, forced, early, rotate
  }
}
