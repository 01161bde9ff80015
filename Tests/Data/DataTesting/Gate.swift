/// One thread waits until another says so.
package final class Gate: @unchecked Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let semaphore = Semaphore()

  package init() { (stream, continuation) = AsyncStream.makeStream() }

  package func open() {
    continuation.finish()
    semaphore.signal()
  }
  /// For tasks.
  package func reached() async { for await _ in stream {} }
  /// For a connection's thread.
  package func wait() { semaphore.wait() }
}
