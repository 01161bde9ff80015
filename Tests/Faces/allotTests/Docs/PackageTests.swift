import Setup
import Speech
import Testing

/// What the package brings says what the program says.
@Suite struct PackageTests {
  @Test func theSettingsOfThePackageHaveEveryNameAndSetNothing() throws {
    let text = try Repository.text("packaging/allot.conf")
    #expect(try ConfigurationFile(text, path: "c") == ConfigurationFile())
    let set = text.replacing(/(?m)^#(\w+ = )/) { String($0.1) }
    let all = try ConfigurationFile(set, path: "c")
    #expect(
      [all.database, all.stateDirectory, all.listen, all.logLevel, all.leaseSeconds].allSatisfy { $0 != nil } && all.language == .zh,
      "\(all)")
    // A new setting is one more field here and one more line there.
    #expect(Mirror(reflecting: all).children.count == 6)
  }

  @Test func everyCommandHasAPageOfItsOwnWithItsOptions() async throws {
    let scratch = try Scratch()
    let shell = try Child(
      [Repository.root + "/scripts/manpages", Tool.path, scratch.path, "1.0"], environment: [:], program: "/usr/bin/perl")
    let result = try shell.finish()
    #expect(result.status == 0, "\(result.errors)")
    for (path, command) in try await CommandTree.shared.value.all() {
      let page = Child.text("\(scratch.path)/\(path.joined(separator: "-")).1")
      #expect(page.hasPrefix(".TH "), "\(path)")
      for name in (command.arguments ?? []).flatMap({ $0.names ?? [] }) where name.kind == "long" && name.name != "version" {
        #expect(page.contains(name.written.replacing("-", with: "\\-")), "\(path): \(name.written)")
      }
    }
  }
}
