import Glibc

/// A POSIX semaphore: the closures of a connection run on a thread that may block.
package final class Semaphore: @unchecked Sendable {
  private let pointer = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  package init() { sem_init(pointer, 0, 0) }
  deinit {
    sem_destroy(pointer)
    pointer.deallocate()
  }
  package func signal() { sem_post(pointer) }
  package func wait() { while sem_wait(pointer) != 0 {} }
}
