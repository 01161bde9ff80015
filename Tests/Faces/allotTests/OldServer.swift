import Glibc
import Synchronization

/// Answers as an old PostgreSQL would, up to the first statement: enough for a client to see how old it is.
final class OldServer: Sendable {
  let port: UInt16
  private let descriptor: Int32

  init(version: String) throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | listen(descriptor, 8) | getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { throw SystemFailure() }
    (self.descriptor, port) = (descriptor, UInt16(bigEndian: address.sin_port))
    // A thread of its own: the pool of tasks may be busy for longer than a client waits.
    let work = Unmanaged.passRetained(Work(descriptor: descriptor, version: version))
    var thread = pthread_t()
    guard
      pthread_create(
        &thread, nil,
        { pointer in
          guard let pointer else { return nil }
          let work = Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue()
          OldServer.serve(work.descriptor, work.version)
          return nil
        }, work.toOpaque()) == 0
    else { throw SystemFailure() }
    pthread_detach(thread)
  }

  private final class Work: Sendable {
    let descriptor: Int32
    let version: String
    init(descriptor: Int32, version: String) { (self.descriptor, self.version) = (descriptor, version) }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Until the socket is shut down.
  private static func serve(_ descriptor: Int32, _ version: String) {
    func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
      let length = UInt32(body.count + 4)
      return [type.asciiValue ?? 0] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) } + body
    }
    let answer =
      message("R", [0, 0, 0, 0]) + message("S", Array("server_version".utf8) + [0] + Array(version.utf8) + [0])
      + message("S", Array("client_encoding".utf8) + [0] + Array("UTF8".utf8) + [0]) + message("K", [0, 0, 0, 1, 0, 0, 0, 2])
      + message("Z", [UInt8(ascii: "I")])
    while true {
      let client = accept(descriptor, nil, nil)
      if client < 0 { break }
      var bytes = [UInt8](repeating: 0, count: 4096)
      if recv(client, &bytes, bytes.count, 0) > 0 { _ = send(client, answer, answer.count, Int32(MSG_NOSIGNAL)) }
      _ = recv(client, &bytes, bytes.count, 0)
      close(client)
    }
    close(descriptor)
  }
}
