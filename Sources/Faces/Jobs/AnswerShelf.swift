package import Answers
import Synchronization

/// Answers that somebody else will want to look at, by name, the latest of them.
package final class AnswerShelf: Sendable {
  private let kept = Mutex<[(name: String, answer: Answer)]>([])
  private let most: Int

  /// `most`: that are kept.
  package init(most: Int = 24) { self.most = most }

  /// Lays it down, in the place of one of the same name.
  package func put(_ name: String, _ answer: Answer) {
    kept.withLock { kept in
      kept.removeAll { $0.name == name }
      kept.append((name, answer))
      if kept.count > most { kept.removeFirst() }
    }
  }

  /// nil where there is none, or none any more.
  package func find(_ name: String) -> Answer? { kept.withLock { $0.first { $0.name == name }?.answer } }
}
