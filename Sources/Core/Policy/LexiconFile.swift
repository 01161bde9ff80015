package import Classification
package import YAML

/// A lexicon as written in YAML: words, phrases by group, and example sentences with the verdict their author expects.
///
/// ```yaml
/// lexicon: zh
/// language: zh
/// version: 1
/// speakers: { debtor: [客户], others: [催收员] }
/// sets: { pay: [还款, 处理], soon: [今天, 明天] }
/// words: { negators: [不, 没有], contrasts: [但是] }
/// phrases: { promise: ["{soon} … {pay}"], refusal: [不还] }
/// examples: [ { say: 明天处理, tone: cooperative, groups: promise } ]
/// ```
package struct LexiconFile: Sendable {
  /// By which the agency file names it.
  package let name: String
  /// Raised by the author when verdicts change, so that kept conversations are judged anew; 1 if the file gives none.
  package let version: Int
  /// Compiled, ready to judge.
  package let lexicon: Lexicon
  /// In the order of the file; `parse` gives only lexicons whose examples come out as written.
  package let examples: [Lexicon.Example]

  /// Reads a lexicon and checks that its examples come out as written. Throws every problem at once.
  package static func parse(_ bytes: [UInt8], file: String) throws(PolicyFault) -> LexiconFile {
    let problems = Problems(file: file)
    let read = YAMLNode.read(bytes, into: problems).flatMap { LexiconFile.read($0, into: problems) }
    guard let read, problems.isEmpty else { throw PolicyFault(problems: problems.list) }
    return read
  }

  /// Reads a lexicon from its document and checks its examples. nil, with the problems reported, if it cannot be used.
  package static func read(_ root: YAMLNode, into problems: Problems) -> LexiconFile? {
    LexiconFileReader(problems: problems).read(ValueReader(root, into: problems))
  }
}
