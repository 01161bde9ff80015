import Testing

/// An agency of its own, asked through the executable by somebody called li.
struct Agency {
  let scratch: Scratch
  let database: String

  init() async throws {
    scratch = try Scratch()
    database = try await Server.agency(scratch)
  }

  func allot(_ arguments: String...) async throws -> Tool.Result {
    try await Tool.run(arguments + ["--database", database], environment: ["ALLOT_USER": "li"])
  }
}

extension Agency {
  /// Two nights of a sample agency; whoever acts is the owner until people are added.
  static func ofTwoNights() async throws -> Agency {
    let agency = try await Agency()
    let folder = agency.scratch.path
    let sample = try await Tool.run([
      "sample", "--cases", "240", "--new-cases", "40", "--collectors", "8", "--days", "8", "--nights", "2", "--first-slot", "2026-11-18",
      "--output",
      folder,
    ])
    #expect(sample.status == 0, "\(sample.errors)")
    func load(_ part: String) async throws {
      for feed in ["collectors", "hours", "cases-cn", "cases-us", "attempts", "payments", "promises"] {
        let path = "\(folder)/\(part)/\(feed).csv"
        guard !Child.text(path).isEmpty else { continue }
        let loaded =
          feed.hasPrefix("cases") ? try await agency.allot("import", "cases", path, "--yes") : try await agency.allot("import", feed, path)
        #expect(loaded.status == 0, "\(loaded.errors)")
      }
    }
    try await load("base")
    for (night, slot) in [("night-1", "2026-11-18"), ("night-2", "2026-11-19")] {
      try await load(night)
      let run = try await agency.allot("run", "--slot", slot, "--despite-brakes")
      #expect(run.status == 0, "\(run.errors)")
    }
    return agency
  }
}
