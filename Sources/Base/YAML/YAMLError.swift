package import Speech

/// Why a text is not one plain YAML document. Always positioned.
package struct YAMLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was refused.
  package enum Reason: Sendable, Hashable, CaseIterable {
    /// More than ``YAMLNode/sizeLimit`` bytes.
    case tooLarge
    /// Not UTF-8.
    case invalidUTF8
    /// A control character, an invisible character or one that changes the reading direction.
    case forbiddenCharacter
    /// No document, or one without content.
    case empty
    /// The YAML itself is wrong.
    case syntax
    /// A second document after `---`.
    case secondDocument
    /// Collections nested deeper than ``YAMLNode/depthLimit``.
    case tooDeep
    /// `&name`.
    case anchor
    /// `*name`.
    case alias
    /// `<<`.
    case mergeKey
    /// `!tag`, or a `%TAG` directive.
    case tag
    /// The same key twice in one mapping.
    case duplicateKey
    /// A list or mapping as key.
    case complexKey
    /// `: value` without a key.
    case missingKey
  }

  /// What was refused.
  package let reason: Reason
  /// Where and why, in words.
  package let problem: Problem

  /// The file as the caller named it.
  package var file: String { problem.file }
  /// Line, from 1.
  package var line: Int { problem.position.line }
  /// Column, from 1, in Unicode characters.
  package var column: Int { problem.position.column }
  /// What is wrong.
  package var message: Wording { problem.message }
  /// `file:line:column: message …`.
  package var description: String { problem.description }
}
