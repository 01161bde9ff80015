import Setup
import Speech
import TestLanguage
import Testing

/// What the package brings says what the program says.
@Suite struct PackageTests {
  @Test func theSettingsOfThePackageHaveEveryNameAndSetNothing() throws {
    let text = try Repository.text("packaging/allot.conf")
    #expect(try ConfigurationFile(text, path: "c") == ConfigurationFile())
    let set = text.replacing(/(?m)^#(\w+ = )/) { String($0.1) }
    let all = try ConfigurationFile(set, path: "c")
    #expect(
      [
        all.database, all.stateDirectory, all.listen, all.logLevel, all.policyDirectory, all.sendmail, all.mailFrom, all.reportDirectory,
        all.reportLink, all.webHosts, all.webProxy, all.webRate, all.hookNetworks,
      ].allSatisfy { $0 != nil } && all.leaseSeconds != nil
        && all.language == .zh,
      "\(all)")
    // A new setting is one more field here and one more line there.
    #expect(Mirror(reflecting: all).children.count == 15)
  }

  @Test(arguments: [Language.en, .zh])
  func everyCommandHasAPageOfItsOwnWithItsOptions(_ language: Language) async throws {
    let scratch = try Scratch()
    let shell = try Child(
      [Repository.root + "/scripts/manpages", Tool.path, scratch.path, "1.0", language.rawValue], environment: ["ALLOT_LANGUAGE": "zh"],
      program: "/usr/bin/perl")
    let result = try shell.finish()
    #expect(result.status == 0, "\(result.errors)")
    for (path, command) in try await CommandTree.shared.value.all() {
      let page = Child.text("\(scratch.path)/\(path.joined(separator: "-")).1")
      #expect(page.hasPrefix(".TH ") && page.contains(language == .zh ? "\n.SH 名称\n" : "\n.SH NAME\n"), "\(path)")
      for name in (command.arguments ?? []).flatMap({ $0.names ?? [] }) where name.kind == "long" && name.name != "version" {
        #expect(page.contains(name.written.replacing("-", with: "\\-")), "\(path): \(name.written)")
      }
      // What a page says of itself stands behind its name.
      let said = page.split(separator: "\n").first { $0.contains(" \\- ") } ?? ""
      #expect(said.hasChinese == (language == .zh) && page.contains("Show help") == (language == .en), "\(path): \(said)")
    }
  }
}
