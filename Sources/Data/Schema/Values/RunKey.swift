import Digest
package import Portfolio

/// Database id of a run.
package typealias RunID = Int64

/// What is published at most once: a kind of run for a slot's day. A second run of the same kind and day needs the next `seq`.
package struct RunKey: Sendable, Hashable {
  /// The database's id of the agency.
  package var agency: Int64
  /// Business day: local date of the scheduled slot.
  package var slot: Day
  /// Each kind is numbered by itself.
  package var kind: RunKind
  /// From 1.
  package var seq: Int32
  /// The first run of its kind and day unless `seq` says otherwise.
  package init(agency: Int64, slot: Day, kind: RunKind, seq: Int32 = 1) {
    self.agency = agency
    self.slot = slot
    self.kind = kind
    self.seq = seq
  }

  /// Breaks ties of the run; the same for every attempt at the key.
  package var seed: UInt64 {
    SHA256.hash("\(agency)/\(slot)/\(kind.rawValue)/\(seq)").prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// What `beginRun` found.
package enum RunStart: Sendable, Hashable {
  case began(RunID)
  /// The key is used up.
  case alreadyPublished(RunID)
  /// Its plan waits for a person.
  case waiting(RunID)
  /// A person discarded its plan.
  case discarded(RunID)
}

/// Where the night of a slot stands for those who might run it.
package enum NightState: Sendable, Hashable {
  /// Nobody has begun it, or whoever did has not come to an end.
  case open
  case published(RunID)
  case waiting(RunID)
  case discarded(RunID)
}
