package import Portfolio

/// Somebody's stay in the console, from one browser.
package struct SignIn: Sendable, Hashable {
  /// Number by which it is ended.
  package var id: Int64
  /// Name of the person.
  package var person: String
  /// How he came in.
  package var way: SignInWay
  /// When he came in, by the database's clock.
  package var createdAt: Instant
  /// When he was seen last, to the minute.
  package var lastSeenAt: Instant
  /// From then on he has to come in anew.
  package var expiresAt: Instant
  /// When somebody ended it; nil when nobody has.
  package var endedAt: Instant?
}

/// With what somebody came in.
package enum SignInWay: String, Sendable, CaseIterable {
  case token, password, link
}

/// A password as it is kept: what scrypt (RFC 7914) made of it.
package struct KeptPassword: Sendable, Hashable {
  /// Random, 16 bytes.
  package var salt: [UInt8]
  /// 32 bytes.
  package var digest: [UInt8]
  /// N is 2 to this.
  package var cost: Int16
  /// r.
  package var blockSize: Int16
  /// p.
  package var parallel: Int16

  /// As it was made.
  package init(salt: [UInt8], digest: [UInt8], cost: Int16, blockSize: Int16, parallel: Int16) {
    (self.salt, self.digest, self.cost, self.blockSize, self.parallel) = (salt, digest, cost, blockSize, parallel)
  }
}

/// What is known of a request that came with a key.
package enum KeyedRequest: Sendable, Equatable {
  /// The first with this key: do it, then say what came of it.
  case first
  /// Done: this was the answer.
  case done(status: Int, contentType: String?, body: [UInt8])
  /// Somebody is at it, or ended in the middle of it.
  case open
  /// The key was used for something else.
  case other
}
