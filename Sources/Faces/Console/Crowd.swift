import NIOCore
import Synchronization

/// The connections that are open. Where there is no room for one more, the one that has been silent longest goes: whoever opens connections and says
/// nothing must not keep out those who ask.
final class Crowd: Sendable {
  private struct Present {
    let channel: any Channel
    var heard: NIODeadline
    /// It is being answered: it is not closed for somebody else.
    var isHeld = false
  }
  private let present = Mutex<[ObjectIdentifier: Present]>([:])
  private let room: Int

  /// `room`: connections that stay, at least 1.
  init(room: Int) { self.room = room }

  func enter(_ channel: any Channel) {
    let silent = present.withLock { present -> (any Channel)? in
      // Equally silent ones are alike: which of them goes does not matter.
      let isFull = present.count >= room
      let goes = isFull ? present.lazy.filter { !$0.value.isHeld }.min { $0.value.heard < $1.value.heard } : nil
      if let goes { present[goes.key] = nil }
      // All of them are being answered: who comes last finds no place.
      if isFull, goes == nil { return channel }
      present[ObjectIdentifier(channel)] = Present(channel: channel, heard: .now())
      return goes?.value.channel
    }
    // Outside of the lock: closing tells us.
    silent?.close(promise: nil)
  }

  func heard(_ channel: any Channel) {
    present.withLock { $0[ObjectIdentifier(channel)]?.heard = .now() }
  }

  func leave(_ channel: any Channel) {
    present.withLock { $0[ObjectIdentifier(channel)] = nil }
  }

  /// It is being answered until `release`.
  func hold(_ channel: any Channel) {
    present.withLock { $0[ObjectIdentifier(channel)]?.isHeld = true }
  }

  func release(_ channel: any Channel) {
    present.withLock { $0[ObjectIdentifier(channel)]?.isHeld = false }
  }

  func isHeld(_ channel: any Channel) -> Bool {
    present.withLock { $0[ObjectIdentifier(channel)]?.isHeld ?? false }
  }
}
