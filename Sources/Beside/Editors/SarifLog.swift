package import Policy
package import Speech
package import Wire
import YAML

/// What a check of files found, as SARIF 2.1.0, which shows it in place where changes of a repository are reviewed.
package enum SarifLog {
  /// One run, findings in their order. `program`: the version that looked.
  package static func json(_ check: PolicyCheck, program: String, language: Language) -> JSON {
    let driver: JSON = [
      "name": "allot", "version": .string(program),
      "rules": .array([
        rule("policy-error", "keeps the files from being used", "文件因此不能使用"),
        rule("policy-warning", "allowed, and deserves a look", "允许，但值得一看"),
      ]),
    ]
    let run: JSON = [
      "tool": ["driver": driver], "columnKind": "unicodeCodePoints", "results": .array(check.findings.map { result($0, language) }),
    ]
    return ["$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": .array([run])]
  }

  private static func rule(_ id: String, _ en: String, _ zh: String) -> JSON {
    ["id": .string(id), "shortDescription": ["text": .string(en + " / " + zh)]]
  }

  private static func result(_ finding: Finding, _ language: Language) -> JSON {
    let (problem, severity) = (finding.problem, finding.severity)
    let region: JSON = ["startLine": JSON(problem.line), "startColumn": JSON(problem.column)]
    let place: JSON = ["artifactLocation": ["uri": .string(uri(problem.file))], "region": region]
    return [
      "ruleId": .string("policy-" + severity.rawValue), "level": .string(severity.rawValue),
      "message": ["text": .string(problem.sentence(language))], "locations": .array([["physicalLocation": place]]),
    ]
  }

  /// A path as a relative reference of RFC 3986: what is no letter, digit or harmless sign as `%XX`.
  private static func uri(_ path: String) -> String {
    var out = ""
    for byte in path.utf8 {
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || Array("-._~/".utf8).contains(byte)
      let hex = String(byte, radix: 16, uppercase: true)
      out += isPlain ? String(UnicodeScalar(byte)) : "%" + (hex.utf8.count < 2 ? "0" : "") + hex
    }
    return out
  }
}
