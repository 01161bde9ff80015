package import Speech
package import YAML

/// What a YAML file of the agency is, told by its first key.
package enum PolicyFileKind: String, CaseIterable, Sendable {
  case agency, policy, lexicon, model, mapping, calendar
}

/// Every problem of a file that could not be used.
package struct PolicyFault: Error, Sendable, CustomStringConvertible {
  /// Not empty, in the order of the file.
  package let problems: [Problem]
  /// Thrown by the readers once a file is read to its end; `problems` must not be empty.
  package init(problems: [Problem]) { self.problems = problems }
  /// One line a problem.
  package func text(_ language: Language) -> String { problems.map { $0.text(language) }.joined(separator: "\n") }
  /// `text` in English, for logs.
  package var description: String { text(.en) }
}

/// Reads policy and agency files.
package enum PolicyFile {
  /// Reads an agency file; `calendars` are years that it may follow besides those it holds itself, as every stored one does. Throws every problem at
  /// once; warnings are only reported by `check`.
  package static func parseAgency(_ bytes: [UInt8], file: String, calendars: [CalendarYear] = []) throws(PolicyFault) -> AgencyPolicy {
    try parse(bytes, file) { root, problems in
      AgencyReader(warnings: Problems(file: file), calendars: calendars).read(ValueReader(root, into: problems))
    }
  }

  /// Reads a policy file under an agency, whose currency and rates its amounts are expressed in and whose bounds it must keep. Throws every
  /// problem at once.
  package static func parsePolicy(_ bytes: [UInt8], file: String, agency: AgencyPolicy) throws(PolicyFault) -> CasePolicy {
    try parse(bytes, file) { root, problems in
      let policy = PolicyReader(money: Money(agency), warnings: Problems(file: file)).read(ValueReader(root, into: problems))
      if let policy { BoundsCheck(agency: agency).check(policy, root, problems) }
      return policy
    }
  }

  /// What the file is, or nil with the problem reported.
  package static func kind(of root: YAMLNode, into problems: Problems) -> PolicyFileKind? {
    guard let pairs = root.pairs else {
      problems.add(
        at: root.position, Wording("the file is no policy", "文件不是策略"),
        expectation: Wording(
          "a mapping that begins with “policy: name” or “agency: code”, the next key on a line of its own",
          "以“policy: 名称”或“agency: 代码”开头的映射，下一个键另起一行"),
        hint: root.scalar.flatMap { WideForms.hint(for: $0.text.split(separator: " ").first.map(String.init) ?? "") })
      return nil
    }
    // An agency file has a `calendar` too; only with a `year` it is a calendar's own file.
    let present = PolicyFileKind.allCases.filter { root[$0.rawValue] != nil && ($0 != .calendar || root["year"] != nil) }
    if present.count == 1 { return present[0] }
    // `policy: x` with a stray `agency:` below is a policy that says too much; its reader reports that.
    if let first = pairs.first.flatMap({ PolicyFileKind(rawValue: $0.key) }) { return first }
    if let kind = present.first { return kind }
    let kinds = PolicyFileKind.allCases.map(\.rawValue)
    if let guess = pairs.first.flatMap({ Suggestion.closest(to: WideForms.narrow($0.key), among: kinds) }).flatMap({
      PolicyFileKind(rawValue: $0)
    }) {
      return guess
    }
    problems.add(
      at: pairs.first?.keyPosition ?? root.position,
      Wording("the file does not say what it is", "文件没有写明它是什么"),
      expectation: Wording(
        "“policy: name” or “agency: code” as the first line (or “lexicon:”, “model:”, “mapping:”, “calendar:”)",
        "第一行写“policy: 名称”或“agency: 代码”（或“lexicon:”、“model:”、“mapping:”、“calendar:”）"))
    return nil
  }

  private static func parse<Value>(
    _ bytes: [UInt8], _ file: String, _ read: (YAMLNode, Problems) -> Value?
  ) throws(PolicyFault) -> Value {
    let problems = Problems(file: file)
    let value = YAMLNode.read(bytes, into: problems).flatMap { read($0, problems) }
    guard let value, problems.isEmpty else { throw PolicyFault(problems: problems.list) }
    return value
  }
}
