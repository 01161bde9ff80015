package import Desks
package import Register
import Schema

/// Requests with a key, so that asking twice does it once.
package struct RequestKeys: Sendable {
  private let seat: Seat

  /// Keys are everybody's own; they need no right beyond what is done under them.
  package init(_ seat: Seat) { self.seat = seat }

  /// Notes that a request begins, or says what is known of it. `digest`: SHA-256 of all that was asked.
  package func begin(_ key: String, digest: [UInt8]) async throws -> KeyedRequest {
    try await seat.storeOfOneself.register.beginRequest(key, digest: digest, by: seat.actor.name, agency: seat.agency)
  }

  /// Keeps what was answered; nil when nothing was done, so that it can be asked again.
  package func end(_ key: String, _ answer: (status: Int, contentType: String?, body: [UInt8])?) async throws {
    try await seat.storeOfOneself.register.endRequest(key, answer, by: seat.actor.name, agency: seat.agency)
  }
}
