package import Desks
package import Speech

/// What is to be done as a job.
package struct JobOrder: Sendable {
  /// A name that whoever asks gave his request, with a digest of all that was asked.
  package struct Key: Sendable, Equatable {
    package var name: String
    package var digest: [UInt8]
    package init(_ name: String, digest: [UInt8]) { (self.name, self.digest) = (name, digest) }
  }
  package var owner: Job.Owner
  package var kind: Job.Kind
  /// As a title.
  package var what: Wording
  /// One of these was needed to ask for it.
  package var rights: [Right]
  /// What became of things when it is cancelled, as a sentence.
  package var whenCancelled: Wording
  package var key: Key?

  /// By whoever sits there.
  package init(_ seat: Seat, _ kind: Job.Kind, _ what: Wording, rights: [Right], whenCancelled: Wording) {
    self.init(Job.Owner(seat), kind, what, rights: rights, whenCancelled: whenCancelled)
  }

  init(_ owner: Job.Owner, _ kind: Job.Kind, _ what: Wording, rights: [Right], whenCancelled: Wording) {
    (self.owner, self.kind, self.what, self.rights, self.whenCancelled) = (owner, kind, what, rights, whenCancelled)
  }
}
