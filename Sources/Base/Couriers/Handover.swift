package import Speech

/// What became of a message that was handed to somebody who carries it.
package enum Handover: Sendable, Equatable {
  /// He took it.
  case taken
  /// Not now; it may be tried again, in so many seconds where he said when.
  case later(Wording, afterSeconds: Int?)
  /// Not as it is: trying again would change nothing.
  case refused(Wording)
}
