import Faults
package import Policy
import Speech
import YAML

/// One of two files that are compared, or one that is explained: an agency file or a policy, as text and as what it says.
package struct PolicySide: Sendable {
  /// What it says.
  package enum Content: Sendable {
    case agency(AgencyPolicy)
    /// With the agency file that it was read under; nil where none was at hand.
    case policy(CasePolicy, under: AgencyPolicy?)
  }

  /// What people call it: the path of a file, or `retail-card@3`.
  package let label: String
  /// The stored version; nil for a file.
  package let version: Int?
  /// Whether it is the stored version in force.
  package let isInForce: Bool
  /// As it was written.
  package let text: String
  package let content: Content

  /// The name that the file gives: of an agency file the agency's code.
  package var name: String {
    switch content {
    case .agency(let agency): agency.code
    case .policy(let policy, _): policy.name
    }
  }

  /// What the file is.
  package var kind: PolicyFileKind {
    switch content {
    case .agency: .agency
    case .policy: .policy
    }
  }

  /// Reads a file of an agency or policy; `beside` are other files that it needs: an agency file and calendars. Throws with `EX_DATAERR` and every
  /// problem when it is wrong, and when it is another kind of file.
  package init(
    _ file: (name: String, bytes: [UInt8]), beside: [(name: String, bytes: [UInt8])] = [], under agency: AgencyPolicy?, version: Int? = nil,
    isInForce: Bool = false
  ) throws {
    let check = PolicyFile.check([file], beside: beside, under: agency)
    let kind = check.kinds.first?.kind
    if let kind, kind != .agency, kind != .policy {
      throw OperationError(
        .usage,
        Wording("\(file.name) is a \(kind.rawValue) file", "\(file.name) 是 \(kind.rawValue) 文件"),
        remedy: Wording("name an agency or policy file", "请写机构文件或策略"))
    }
    guard check.errors.isEmpty else { throw Self.refusal(check.errors) }
    if let own = check.agency {
      content = .agency(own)
    } else if let policy = check.policies.first {
      content = .policy(policy, under: agency)
    } else {
      throw Self.refusal(check.errors)
    }
    label = file.name
    let written = String(decoding: file.bytes, as: UTF8.self)
    // As it would be stored: with the days of the calendars that it follows.
    text = check.agency.map { version == nil ? CalendarText.embedding($0.calendarYears, in: written) : written } ?? written
    (self.version, self.isInForce) = (version, isInForce)
  }

  private static func refusal(_ problems: [Problem]) -> OperationError {
    let lines = problems.map { Wording("  \($0.text(.en))", "  \($0.text(.zh))") }.joined(by: Wording(same: "\n"))
    return OperationError(.dataError, Wording("the file cannot be read:\n", "无法读取文件：\n") + lines)
  }

  /// `retail-card@3` → name and version; without `@` the version in force. A version is a number from 1.
  package static func parts(_ word: String) -> (name: String, version: Int?)? {
    let pieces = word.split(separator: "@", omittingEmptySubsequences: false)
    guard pieces.count <= 2, let name = pieces.first, !name.isEmpty else { return nil }
    guard pieces.count == 2 else { return (String(name), nil) }
    guard let version = Int(pieces[1]), version > 0 else { return nil }
    return (String(name), version)
  }
}
