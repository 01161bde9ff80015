import Editors
import Policy
import Speech
import Testing
import Wire

@Suite("Findings for reviews")
struct SarifTests {
  private static func log(_ files: [(String, String)]) -> JSON {
    SarifLog.json(PolicyFile.check(files.map { ($0.0, Array($0.1.utf8)) }), program: "0.1.0", language: .en)
  }

  @Test("have rule, level, place and words of every finding")
  func findings() {
    let text = Self.log([("my policies/张.yaml", "policy: x\nclassify: { profil: source }\n")]).text
    #expect(
      text.hasPrefix(
        #"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"allot","version":"0.1.0""#
      ))
    #expect(text.contains(#""uri":"my%20policies/%E5%BC%A0.yaml"},"region":{"startLine":2,"startColumn":13}"#))
    #expect(text.contains(#""ruleId":"policy-error","level":"error","message":{"text":"unknown key “profil” in “classify”; expected"#))
    #expect(text.contains("did you mean “profile”?"))
    #expect(!text.contains(#"张.yaml:2"#))
  }

  @Test("are an empty list when nothing was found")
  func none() { #expect(Self.log([]).text.contains(#""results":[]"#)) }
}
