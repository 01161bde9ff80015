import YAML

/// Tells which top-level parts of a file are without problem, so that a check across parts does not complain about what could not be read.
struct Sections {
  private let pairs: [YAMLPair]
  private let faults: [SourcePosition]

  init(_ root: YAMLNode, _ problems: Problems) {
    pairs = root.pairs ?? []
    faults = problems.list.map(\.position)
  }

  /// No problem lies between the key and the next; a part that is absent is sound.
  func isSound(_ key: String) -> Bool {
    guard let index = pairs.firstIndex(where: { $0.key == key }) else { return true }
    let start = pairs[index].keyPosition
    let end = index + 1 < pairs.count ? pairs[index + 1].keyPosition : nil
    return !faults.contains { fault in fault >= start && (end.map { fault < $0 } ?? true) }
  }
}
