package import Speech

/// What a reader accepts at one place of a file: recorded by running the reader itself without a file, so that no list of keys can differ from what is
/// checked. Not shared between tasks.
package final class Shape {
  /// One thing that may stand at a place.
  package enum Form {
    /// Any single value that is not empty; what is expected of it.
    case text(Wording)
    /// A whole number without quotes.
    case integer(ClosedRange<Int>)
    /// `yes`, `no` and the like without quotes.
    case flag
    /// One of some words.
    case words([String])
    /// A list of at least so many items.
    case list(Shape, atLeast: Int)
    /// A mapping with known keys.
    case mapping(Keys)
    /// A mapping whose keys are data.
    case entries(key: Shape, value: Shape)
  }

  /// The keys of a mapping.
  package final class Keys {
    /// In the order in which the reader asks for them.
    package private(set) var names: [String] = []
    /// Of each key what may stand there; nothing where the key is known and its value never read.
    package private(set) var values: [String: Shape] = [:]
    /// Of each group exactly one key.
    package private(set) var alternatives: [[String]] = []
    private var visits = 0
    private var required: [String: Int] = [:]
    /// By the alternative that was taken: visits, and what they asked for.
    private var taken: [String: (visits: Int, required: [String: Int])] = [:]
    let probe: Probe

    init(_ probe: Probe) { self.probe = probe }

    /// Keys that must be there, whatever else is.
    package var requiredNames: [String] { names.filter { visits > 0 && required[$0] == visits } }

    /// Keys that must be there where a key is, which is one of alternatives.
    package func requiredNames(beside key: String) -> [String] {
      guard let taken = taken[key] else { return [] }
      let always = requiredNames
      return names.filter { taken.required[$0] == taken.visits && !always.contains($0) }
    }

    func value(_ key: String) -> Shape {
      if let known = values[key] { return known }
      let shape = Shape(probe)
      names.append(key)
      values[key] = shape
      return shape
    }

    func exactlyOne(of keys: [String]) {
      if !alternatives.contains(keys) { alternatives.append(keys) }
    }

    /// Once a visit: the keys that it asked for as required, and the alternatives that it took.
    func finish(required keys: Set<String>, taking alternatives: [String]) {
      for alternative in alternatives {
        taken[alternative, default: (0, [:])].visits += 1
        for key in keys { taken[alternative]?.required[key, default: 0] += 1 }
      }
      visits += 1
      for key in keys { required[key, default: 0] += 1 }
    }
  }

  /// What a value is taken for and what is said of keys, while a reader runs without a file. Readers that look before they read run once for each.
  final class Probe {
    enum Kind: CaseIterable { case scalar, sequence, mapping }
    var kind = Kind.scalar
    var says = false
    var turn = 0
  }

  /// In the order in which the reader tried them, each once.
  package private(set) var forms: [Form] = []
  let probe: Probe
  private var words: [String] = []
  private var isText = false

  init(_ probe: Probe) { self.probe = probe }

  /// More than there are kinds of files to import, the longest choice on which other keys depend.
  private static let turns = 24

  /// What `read` accepts. It must only look at what its reader gives it.
  package static func of(_ read: (ValueReader) -> Void) -> Shape {
    let shape = Shape(Probe())
    for kind in Probe.Kind.allCases {
      for says in [false, true] {
        // Alternatives, and words on which the rest depends, come one after the other.
        for turn in 0..<turns {
          (shape.probe.kind, shape.probe.says, shape.probe.turn) = (kind, says, turn)
          read(ValueReader(probing: shape))
        }
      }
    }
    return shape
  }

  // MARK: Recording

  func text(_ expectation: Wording) {
    guard !isText else { return }
    isText = true
    forms.append(.text(expectation))
  }

  func integer(_ range: ClosedRange<Int>) {
    for case .integer(let known) in forms where known == range { return }
    forms.append(.integer(range))
  }

  func flag() {
    for case .flag in forms { return }
    forms.append(.flag)
  }

  func word(among choices: [String]) {
    let new = choices.filter { !words.contains($0) }
    guard !new.isEmpty else { return }
    words += new
    if let place = forms.firstIndex(where: { if case .words = $0 { true } else { false } }) {
      forms[place] = .words(words)
    } else {
      forms.append(.words(words))
    }
  }

  func list(atLeast minimum: Int) -> Shape {
    for case .list(let item, minimum) in forms { return item }
    let item = Shape(probe)
    forms.append(.list(item, atLeast: minimum))
    return item
  }

  func mapping() -> Keys {
    for case .mapping(let keys) in forms { return keys }
    let keys = Keys(probe)
    forms.append(.mapping(keys))
    return keys
  }

  func entries() -> (key: Shape, value: Shape) {
    for case .entries(let key, let value) in forms { return (key, value) }
    let (key, value) = (Shape(probe), Shape(probe))
    forms.append(.entries(key: key, value: value))
    return (key, value)
  }
}
