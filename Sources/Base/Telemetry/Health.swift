import Synchronization

/// What the parts of the daemon say about themselves; read by `/readyz` and by systemd's status line.
package final class Health: Sendable {
  /// How one loop or service is.
  package struct Part: Sendable, Equatable {
    /// As the service calls itself: `nights`, `arrivals` …
    package var name: String
    /// Whether it does its work.
    package var isWell: Bool
    /// One sentence for people: what it does, or why it cannot.
    package var text: String
    /// Made whenever a part says how it is; the last word counts.
    package init(name: String, isWell: Bool, text: String) {
      self.name = name
      self.isWell = isWell
      self.text = text
    }
  }
  private let state = Mutex<[String: Part]>([:])
  private static let starting = "starting"

  /// Parts count as not well until they say otherwise.
  package init(parts: [String]) {
    state.withLock { state in
      for part in parts { state[part] = Part(name: part, isWell: false, text: Self.starting) }
    }
  }

  /// The part does its work; `text` says what.
  package func well(_ name: String, _ text: String) { set(Part(name: name, isWell: true, text: text)) }
  /// The part cannot do its work; `text` says why.
  package func unwell(_ name: String, _ text: String) { set(Part(name: name, isWell: false, text: text)) }

  private func set(_ part: Part) { state.withLock { $0[part.name] = part } }

  /// In ascending order of name.
  package var parts: [Part] { state.withLock { $0.values.sorted { $0.name < $1.name } } }
  /// Whether every part is well: `/readyz` answers 200.
  package var isReady: Bool { parts.allSatisfy(\.isWell) }
  /// Whether every part has said how it is, well or not: the program has started. Starting it again would not make a part well that cannot be.
  package var hasStarted: Bool { parts.allSatisfy { $0.isWell || $0.text != Self.starting } }
  /// One line: what is not well, or that all is.
  package var summary: String {
    let parts = parts
    let unwell = parts.filter { !$0.isWell }
    return (unwell.isEmpty ? parts : unwell).map { "\($0.name): \($0.text)" }.joined(separator: "; ")
  }
}
