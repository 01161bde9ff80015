import Portfolio
import Speech
import YAML

/// The segments of one policy file, read when they are first asked for: they may stand in any order and name each other.
final class SegmentBook {
  /// In the order of the file.
  private(set) var names: [String] = []
  private var readers: [String: ValueReader] = [:]
  private var conditions: [String: Condition] = [:]
  private var reading: [String] = []

  /// Takes the names of `segments:`; the conditions are read by `all` or when a rule names one.
  func open(_ reader: ValueReader, _ conditions: ConditionReader) {
    _ = reader.entries { key, value -> Void? in
      guard let name = key.name() else {
        if value.isProbe { _ = conditions.when(value) }
        return nil
      }
      names.append(name)
      readers[name] = value
      return nil
    }
    for name in names { _ = condition(name, conditions) }
  }

  /// Every segment that could be read.
  var all: [Segment] { names.compactMap { name in conditions[name].map { Segment(name: name, when: $0) } } }

  /// The segment that a rule names; nil with the problem reported.
  func segment(_ reader: ValueReader, _ conditions: ConditionReader) -> Segment? {
    let what = Wording("a name under “segments”", "“segments”下的名称")
    guard let name = reader.choice(among: names.map { ($0, $0) }, what: what, areNames: true) else { return nil }
    guard !reading.contains(name) else {
      let circle = (reading + [name]).drop { $0 != name }.joined(separator: " → ")
      reader.problem(Wording("goes round in a circle: \(circle)", "循环引用：\(circle)"), hint: Wording("delete one of the names", "请删除其中一个名称"))
      return nil
    }
    return condition(name, conditions).map { Segment(name: name, when: $0) }
  }

  private func condition(_ name: String, _ conditions: ConditionReader) -> Condition? {
    if let known = self.conditions[name] { return known }
    // Taken out: what is wrong with it is said once.
    guard let reader = readers.removeValue(forKey: name) else { return nil }
    reading.append(name)
    defer { reading.removeLast() }
    let condition = conditions.when(reader)
    self.conditions[name] = condition
    return condition
  }
}
