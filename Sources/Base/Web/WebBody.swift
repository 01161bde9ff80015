/// What was sent with a request. It is read once, and no further than the limit its reader names.
package struct WebBody: Sendable {
  /// Hands on piece by piece; throws `WebFault.cutOff` where the sender went away before the end.
  package typealias Source = @Sendable (_ each: (_ piece: [UInt8]) async throws -> Void) async throws -> Void
  private let source: Source

  /// Bytes that are there already.
  package init(_ bytes: [UInt8] = []) { source = { each in if !bytes.isEmpty { try await each(bytes) } } }
  /// Bytes that are still to come.
  package init(_ source: @escaping Source) { self.source = source }

  /// Piece by piece, so that nobody holds the whole. Throws `WebFault.tooLarge` with the first byte above the limit.
  package func read(limit: Int, _ each: (_ piece: [UInt8]) async throws -> Void) async throws {
    var count = 0
    try await source { piece in
      count += piece.count
      guard count <= limit else { throw WebFault.tooLarge(limit: limit) }
      try await each(piece)
    }
  }

  /// All of it. Throws as `read`.
  package func bytes(limit: Int) async throws -> [UInt8] {
    var all: [UInt8] = []
    try await read(limit: limit) { all += $0 }
    return all
  }
}
