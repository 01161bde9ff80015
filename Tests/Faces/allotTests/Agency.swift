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
