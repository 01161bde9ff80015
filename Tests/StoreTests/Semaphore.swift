import Glibc

/// A POSIX semaphore: the closures of a connection run on a thread that may block.
final class Semaphore: @unchecked Sendable {
  private let pointer = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
  init() { sem_init(pointer, 0, 0) }
  deinit {
    sem_destroy(pointer)
    pointer.deallocate()
  }
  func signal() { sem_post(pointer) }
  func wait() { while sem_wait(pointer) != 0 {} }
}
