import Testing

/// What two commands say of one thing is the same.
@Suite struct FiguresToldTwiceTests {
  private func number(_ key: String, _ text: String) -> Int? {
    text.split(separator: "\"\(key)\":").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
  }

  @Test func classesThatChangedAreOneFigure() async throws {
    let world = try await PlanTests.World(cases: 6)
    let run = try await world.allot("run", "--slot", "2026-11-18", "--json")
    #expect(run.status == 0, "\(run.errors)")
    let runs = try await world.allot("show", "runs", "--json")
    // All get their first class: none has changed.
    #expect(number("class_changed", run.output) == 0 && number("class_changed", runs.output) == 0, "\(run.output)\(runs.output)")
    let folder = world.scratch.path + "/report"
    #expect(try await world.allot("report", "latest", "--output", folder).status == 0)
    #expect(Child.text(folder + "/nights.csv").contains(",0,no\r\n"))
    #expect(Child.text(folder + "/class_changes.csv").contains("new,unknown,6"))
  }

  @Test func latestIsTheLastRunThatStandsAndSaysWhatWasTakenBack() async throws {
    let world = try await PlanTests.World(cases: 4)
    let first = try world.run(try await world.allot("run", "--slot", "2026-11-17", "--json"))
    try await world.add(5...8)
    let second = try world.run(try await world.allot("run", "--slot", "2026-11-18", "--json"))
    let undo = try await world.allot("undo", "latest", "--reason", "half a file", "--json")
    #expect(undo.status == 0, "\(undo.errors)")
    let taking = try world.run(undo)
    for command in [["show", "assignments"], ["show", "collectors", "--run", "latest"], ["explain", "--collector", "C1"]] {
      let text = try await Tool.run(command + ["--database", world.database])
      #expect(
        text.output.contains("run \(first)") && text.output.contains("run \(second) after it was taken back"),
        "\(text.output)\(text.errors)")
      let json = try await Tool.run(command + ["--json", "--database", world.database])
      #expect(json.output.contains("\"run\":\(first),") && json.output.contains("\"taken_back_since\":[\(second)]"), "\(json.output)")
    }
    // It decided nothing that could be decided again.
    let replay = try await world.allot("replay", taking)
    #expect(
      replay.status == 66 && replay.errors.contains("allot replay \(second)") && !replay.errors.contains("keep: 30"), "\(replay.errors)")
    let report = try await world.allot("report", "latest", "--output", world.scratch.path + "/report", "--language", "zh")
    #expect(report.output.contains("运行 \(first)") && report.output.contains("其后的运行 \(second) 已撤销"), "\(report.output)")
    // The trend has it as what it is: no night that stands.
    let folder = world.scratch.path + "/second"
    #expect(try await world.allot("report", second, "--output", folder).status == 0)
    let nights = Child.text(folder + "/nights.csv").split(separator: "\r\n")
    #expect(nights.map { $0.hasSuffix(",yes") } == [false, false, true] && nights[2].contains(",8,4,"), "\(nights)")
    // By its number it says that it no longer stands.
    let named = try await world.allot("show", "assignments", second)
    #expect(named.output.contains("taken back by run \(taking)"), "\(named.output)")
    let why = try await world.allot("explain", "K5")
    #expect(why.output.contains("taken back by run \(taking)"), "\(why.output)")
    // Taking back once more must name what is meant.
    let again = try await world.allot("undo", "latest", "--reason", "twice")
    #expect(
      again.status == 65 && again.errors.contains("taken back already") && again.errors.contains("allot undo \(first)"), "\(again.errors)")
  }

  @Test func whatIsWrongWithACodeIsSaid() async throws {
    let empty = try await Tool.run(["outcome", "", "--source", Repository.root + "/policies/mappings/asterisk-cdr.yaml"])
    #expect(empty.status == 64 && empty.errors.contains("code 1 of 1 is empty"), "\(empty.errors)")
    let negative = try await Tool.run([
      "outcome", "ANSWERED", "--talk", "-1", "--source", Repository.root + "/policies/mappings/asterisk-cdr.yaml",
    ])
    #expect(negative.status == 64 && negative.errors.contains("--talk -1"), "\(negative.errors)")
    let meant = try await Tool.run(["outcome", "ANSWERD", "--source", Repository.root + "/policies/mappings/asterisk-cdr.yaml"])
    #expect(meant.status == 65 && meant.output.contains("did you mean"), "\(meant.output)\(meant.errors)")
  }

  @Test func aMappingInForceThatCannotBeReadGivesWayToNoOther() async throws {
    let scratch = try Scratch()
    let database = try await Server.agency(scratch)
    let text = Child.text(Repository.root + "/policies/mappings/sip.yaml")
    let file = try scratch.write("sip.yaml", text)
    #expect(try await Tool.run(["policy", "apply", file, "--database", database]).status == 0)
    #expect(try await Tool.run(["classify", "--remap", "sip", "--dry-run", "--database", database]).status == 0)
    // Codes are read by whatever has the name, as imports read them: the agency's own mapping, then the one that comes with allot.
    let own = try scratch.write("house.yaml", text.replacing("mapping: sip", with: "mapping: house"))
    #expect(try await Tool.run(["policy", "apply", own, "--database", database]).status == 0)
    for name in ["house", "sip", "q850"] {
      #expect(try await Tool.run(["outcome", "486", "--source", name, "--database", database]).output.contains("486"), "\(name)")
    }
    let stranger = try await Tool.run(["outcome", "486", "--source", "hous", "--database", database])
    #expect(stranger.status == 66 && stranger.errors.contains("one in force (house, sip)"), "\(stranger.errors)")
    #expect(stranger.errors.contains("did you mean") && stranger.errors.contains("kamailio-acc"), "\(stranger.errors)")
    try await Server.execute(database, "UPDATE allot.policy_version SET body = 'mapping: sip\\nfeed: what' WHERE kind = 'mapping'")
    let refused = try await Tool.run(["classify", "--remap", "sip", "--dry-run", "--database", database])
    #expect(try await Tool.run(["outcome", "486", "--source", "sip", "--database", database]).status == 78)
    #expect(refused.status == 78 && refused.errors.contains("mapping sip version 1, in force, cannot be read"), "\(refused.errors)")
  }
}
