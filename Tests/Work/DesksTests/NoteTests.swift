import Testing

@testable import Desks

/// Ends of chains as people keep them.
@Suite struct NoteTests {
  private static let digest = String(repeating: "5f", count: 32)

  @Test func aNoteIsReadAsItWasWritten() throws {
    for text in ["audit:1:\(Self.digest)", "outbox:0:\(Self.digest)", "audit:9223372036854775807:\(Self.digest)"] {
      #expect(try #require(AuditDesk.Note(text)).description == text)
    }
  }

  @Test(arguments: [
    "audit:-1:\(digest)", "audit:1:\(digest.dropLast(2))", "audit:1:\(digest)00", "audit:1:", "audit:x:\(digest)", "audits:1:\(digest)",
  ])
  func whatIsNoNoteIsRefused(text: String) {
    #expect(AuditDesk.Note(text) == nil)
  }
}
