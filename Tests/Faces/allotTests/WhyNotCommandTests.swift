import Testing

/// Why somebody did not get a case, through the executable.
@Suite struct WhyNotCommandTests {
  @Test func whyNotSaysWhatWouldHaveSentTheCaseThereAndTheNightSoChangedDoesSendIt() async throws {
    let world = try await PlanTests.World(cases: 6)
    #expect(try await world.allot("run", "--slot", "2026-11-18", "--json").status == 0)
    let holders = try await world.allot("show", "cases", "--json").output
    let held = holders.split(separator: "\"case_no\":\"").dropFirst().compactMap { part -> (String, String)? in
      let number = String(part.prefix { $0 != "\"" })
      guard let holder = part.split(separator: "\"holder\":\"").dropFirst().first else { return nil }
      return (number, String(holder.prefix { $0 != "\"" }))
    }
    guard let (number, holder) = held.first else { return #expect(Bool(false), "\(holders)") }
    let own = try await world.allot("explain", number, "--why-not", holder)
    #expect(own.status == 0 && own.output.contains("He has it"), "\(own.output)\(own.errors)")
    let other = holder == "C1" ? "C2" : "C1"
    let told = try await world.allot("explain", number, "--why-not", other, "--json")
    #expect(told.status == 0 && told.output.contains("\"ground\":"), "\(told.output)\(told.errors)")
    #expect(told.output.contains("\"change\":{"), "\(told.output)")
    let zh = try await world.allot("explain", number, "--why-not", other, "--language", "zh")
    #expect(zh.output.contains("此案即归该催收员"), "\(zh.output)\(zh.errors)")
  }

  @Test func namesThatTheRunDidNotKnowAreSaid() async throws {
    let world = try await PlanTests.World(cases: 2)
    #expect(try await world.allot("run", "--slot", "2026-11-18", "--json").status == 0)
    let number =
      try await world.allot("show", "cases", "--json").output.split(separator: "\"case_no\":\"").dropFirst().first.map {
        String($0.prefix { $0 != "\"" })
      } ?? ""
    let nobody = try await world.allot("explain", number, "--why-not", "C9")
    #expect(nobody.status == 66 && nobody.errors.contains("knew no collector C9"), "\(nobody.errors)")
    let alone = try await world.allot("explain", "--collector", "C1", "--why-not", "C2")
    #expect(alone.status == 64, "\(alone.errors)")
  }
}
