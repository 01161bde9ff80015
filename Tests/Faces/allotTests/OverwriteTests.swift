import Glibc
import Testing

/// No result is ever written over a file that the command reads, whatever name it is given by; and rejects can be mended.
@Suite struct OverwriteTests {
  private static let cases = "case_no,client,debtor_ref,outstanding,entrusted_on\nK1,cmb,330106199001011234,much,2026-11-10\n"
  private static let sentences =
    "id,text,label\n" + (1...8).map { "c\($0),明天就还,cooperative\nu\($0),我就是不还,uncooperative\nn\($0),你好,neutral\n" }.joined()

  /// The same file under another name, by a link of each kind and by a path of another form.
  private func otherNames(_ path: String) throws -> [String] {
    let (hard, soft) = (path + ".hard", path + ".soft")
    guard link(path, hard) == 0, symlink(path, soft) == 0 else { throw SystemFailure() }
    return [path, hard, soft, path.replacing("/tmp/", with: "/tmp/./")]
  }

  @Test func rejectsNeverTakeThePlaceOfAnInput() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let file = try scratch.write("cases.csv", Self.cases)
    let mapping = try scratch.write("m.yaml", "mapping: m\nversion: 1\nfeed: cases\n")
    for output in try otherNames(file) + [mapping] {
      let before = (Child.text(file), Child.text(mapping))
      let result = try await Tool.run(["import", "cases", file, "--mapping", mapping, "--rejects", output, "--database", database])
      #expect(result.status == 64 && result.errors.contains("is a file that this command reads"), "\(output): \(result.errors)")
      #expect((Child.text(file), Child.text(mapping)) == before)
    }
    // The place where rejects go when nobody says otherwise may be a link to the input as well.
    guard symlink(file, file + ".rejects.csv") == 0 else { throw SystemFailure() }
    let result = try await Tool.run(["import", "cases", file, "--database", database])
    #expect(result.status == 64 && Child.text(file) == Self.cases, "\(result.errors)")
  }

  @Test func whatIsNoRejectFileIsNeitherRemovedNorReplaced() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let (bad, good) = (Self.cases, Self.cases.replacing(",much,", with: ",100.00,"))
    let file = try scratch.write("b.csv", good)
    let notes = try scratch.write("b.csv.rejects.csv", "my notes\n")
    func load() async throws -> Tool.Result { try await Tool.run(["import", "cases", file, "--database", database]) }
    #expect(try await load().status == 0 && Child.text(notes) == "my notes\n")
    _ = try scratch.write("b.csv", bad)
    let spared = try await load()
    #expect(spared.status == 73 && Child.text(notes) == "my notes\n", "\(spared.output)\(spared.errors)")
    // Ours goes as it came.
    unlink(notes)
    #expect(try await load().status == 65 && Child.text(notes).hasPrefix("file,line,column,value,reason,"))
    _ = try scratch.write("b.csv", good)
    #expect(try await load().status == 0 && access(notes, F_OK) != 0)
  }

  @Test func verdictsAndModelsNeverTakeThePlaceOfAnInput() async throws {
    let scratch = try Scratch()
    let texts = try scratch.write("texts.csv", Self.sentences)
    let lexicon = try scratch.write("zh.yaml", "lexicon: zh\nversion: 1\nlanguage: zh\n")
    let before = Child.text(lexicon)
    for output in try otherNames(texts) + [lexicon] {
      for command in [["tone", "judge", texts, "--lexicon", lexicon], ["tone", "train", texts, "--lexicon", lexicon]] {
        let result = try await Tool.run(command + ["--output", output])
        #expect(
          result.status == 64 && result.errors.contains("is a file that this command reads"), "\(command) \(output): \(result.errors)")
        #expect(Child.text(texts) == Self.sentences && Child.text(lexicon) == before)
      }
    }
  }

  @Test func nobodyWritesOverTheKeysOrTheSettings() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let settings = try scratch.write("allot.conf", "# mine\n")
    let keys = try scratch.write("keys", "# keys\n")
    chmod(keys, 0o600)
    for output in [settings, keys] {
      for command in [["review", "list"], ["report", "rights"]] {
        let result = try await Tool.run(
          command + ["--output", output, "--database", database], environment: ["ALLOT_CONFIG": settings, "ALLOT_KEY_FILE": keys])
        #expect(result.status == 64, "\(command): \(result.errors)")
      }
    }
    #expect(Child.text(settings) == "# mine\n" && Child.text(keys).hasPrefix("# keys"))
  }

  @Test func aPlanIsNotWrittenIntoTheDirectoryItIsReadFrom() async throws {
    let scratch = try Scratch()
    let plan = scratch.path + "/plan"
    guard mkdir(plan, 0o700) == 0 else { throw SystemFailure() }
    _ = try scratch.write("plan/assignment.csv", "case_id,collector_id\n0,-1\n")
    let result = try await Tool.run(["solve", scratch.path + "/instance", "--warm", plan, "--output", plan])
    #expect([64, 66].contains(result.status) && Child.text(plan + "/assignment.csv") == "case_id,collector_id\n0,-1\n", "\(result.errors)")
  }

  /// Every command with an output stands in a test here: who adds one finds this list red.
  @Test func everyCommandWithAnOutputIsKnownHere() async throws {
    let tested: Set<String> = [
      "report rights", "import", "promise read", "tone judge", "tone train", "review list", "review export", "solve",
      // They read no file but settings and keys, and write into a directory.
      "report", "sample",
      // In DryRunTests.
      "mapping draft",
    ]
    let found = try await CommandTree.shared.value.leaves().filter { _, command in
      (command.arguments ?? []).contains { ($0.names ?? []).contains { ["output", "rejects"].contains($0.name) } }
    }
    #expect(Set(found.map { $0.path.dropFirst().joined(separator: " ") }) == tested)
  }

  @Test func aMendedRejectFileIsReadAndItsMasksMakeNobodyOne() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let file = try scratch.write(
      "cases.csv",
      "case_no,client,debtor_ref,outstanding,entrusted_on\n"
        + (1...3).map { "K\($0),cmb,33010619900101123\($0),much,2026-11-10\n" }.joined())
    func load(_ path: String) async throws -> Tool.Result {
      try await Tool.run(["import", "cases", path, "--json", "--database", database])
    }
    #expect(try await load(file).status == 65)
    let rejects = Child.text(file + ".rejects.csv")
    #expect(rejects.contains("***") && !rejects.contains("3301061990"))
    // The amounts are mended, the masks are left: no row becomes a case, and each says why.
    let half = try scratch.write("half.csv", rejects.replacing(",much,2026", with: ",100.00,2026"))
    let refused = try await load(half)
    #expect(refused.status == 65 && refused.output.contains("\"rejected\":3"), "\(refused.output)")
    #expect(Child.text(half + ".rejects.csv").contains("holds the mask *** of a reject file"))
    // Mended whole, out of the reject file of the reject file: three cases of three people.
    var whole = Child.text(half + ".rejects.csv")
    for number in 1...3 { whole = whole.replacing("K\(number),cmb,***", with: "K\(number),cmb,33010619900101123\(number)") }
    let loaded = try await load(try scratch.write("whole.csv", whole))
    #expect(loaded.status == 0 && loaded.output.contains("\"inserted\":3"), "\(loaded.output)\(loaded.errors)")
    #expect(try await Server.numbers(database, "SELECT count(DISTINCT debtor_id) FROM allot.case_state") == [3])
  }
}
