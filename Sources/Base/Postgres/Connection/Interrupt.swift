import CLibPQ
import Glibc
import Tasks

/// libpq's handle to cancel whatever a connection is doing. May be used from any thread.
final class CancelHandle: @unchecked Sendable {
  private let pointer: OpaquePointer?
  private let socket: Int32

  init(_ connection: OpaquePointer) {
    pointer = PQgetCancel(connection)
    socket = PQsocket(connection)
  }

  deinit { PQfreeCancel(pointer) }

  /// Asks the server to cancel. Opens a connection of its own and blocks.
  func cancel() {
    var message = [CChar](repeating: 0, count: 256)
    _ = PQcancel(pointer, &message, Int32(message.count))
  }

  /// Ends the connection under the feet of whoever waits on it. Only while the connection is in use: later the number may be another file's.
  func cut() { shutdown(socket, Int32(SHUT_RDWR)) }
}

/// The wish to stop one piece of work on a connection, made by a cancelled task.
///
/// A cancel request may find the server between two statements, so it is repeated until the work has ended; and it may arrive late and
/// hit the next statement, so an interrupted connection is closed, never used again.
final class Interrupt: Sendable {
  private struct State {
    var isRequested = false
    var isFinished = false
    var isCancelling = false
    var handle: CancelHandle?
  }

  private let state = Monitor(State())

  /// Whether the work is to stop.
  var isRequested: Bool { state.update { $0.isRequested } }

  /// The connection the work uses from now on.
  func arm(_ handle: CancelHandle) {
    start(
      state.update { state in
        state.handle = handle
        return state.isRequested ? Self.takeOver(&state) : nil
      })
  }

  /// Stops the work. Does not block.
  func request() {
    start(
      state.update { state in
        state.isRequested = true
        return Self.takeOver(&state)
      })
  }

  /// The work has ended: waits for a cancel request under way. Returns whether the work was interrupted.
  func finish() -> Bool {
    state.update { $0.isFinished = true }
    return state.wait { $0.isCancelling ? nil : $0.isRequested }
  }

  private static func takeOver(_ state: inout State) -> CancelHandle? {
    guard let handle = state.handle, !state.isFinished, !state.isCancelling else { return nil }
    state.isCancelling = true
    return handle
  }

  private func start(_ handle: CancelHandle?) {
    guard let handle else { return }
    startThread { [state] in
      while state.update({ !$0.isFinished }) {
        handle.cancel()
        _ = state.wait(milliseconds: 50) { $0.isFinished ? true : nil }
      }
      state.update { $0.isCancelling = false }
    }
    // Something between us and the server may take every byte and answer none: then neither the statement nor the cancel request ever ends.
    startThread { [state] in
      guard state.wait(milliseconds: Self.patience, { $0.isFinished ? true : nil }) == nil else { return }
      state.update { state in
        guard !state.isFinished else { return }
        handle.cut()
        state.isCancelling = false
      }
    }
  }

  /// Milliseconds a cancelled statement has to come back.
  private static let patience = 3_000
}
