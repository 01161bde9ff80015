import Glibc
import Tasks

@testable import Postgres

/// A proxy between a client and the server, on unix sockets, for one connection after another. The first COMMIT it sees goes on to the
/// server; the server's answer is awaited, thrown away, and the client cut off: the worst a network can do.
final class AnswerSwallower: Sendable {
  let directory: String
  private let listening: Int32

  init(server: String) throws {
    var template = Array("/tmp/allot-proxy-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PostgresError(.usage, said: "no temporary directory") }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    listening = try Self.socket(directory) { Glibc.bind($0, $1, $2) }
    listen(listening, 8)
    startThread { [listening] in
      var isArmed = true
      while true {
        let client = accept(listening, nil, nil)
        guard client >= 0 else { return }
        guard let upstream = try? Self.socket(server, { Glibc.connect($0, $1, $2) }) else { return }
        Self.relay(client, upstream, &isArmed)
        close(client)
        close(upstream)
      }
    }
  }

  func stop() {
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
    unlink(directory + "/.s.PGSQL.5432")
    rmdir(directory)
  }

  private static func relay(_ client: Int32, _ server: Int32, _ isArmed: inout Bool) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var isCommitting = false
    while true {
      var descriptors = [pollfd(fd: client, events: Int16(POLLIN), revents: 0), pollfd(fd: server, events: Int16(POLLIN), revents: 0)]
      guard poll(&descriptors, 2, -1) > 0 else { return }
      for (index, descriptor) in descriptors.enumerated() where descriptor.revents != 0 {
        let count = read(descriptor.fd, &buffer, buffer.count)
        guard count > 0 else { return }
        if index == 1, isCommitting { return }
        if index == 0, isArmed, String(decoding: buffer[..<count], as: UTF8.self).contains("COMMIT\0") {
          isArmed = false
          isCommitting = true
        }
        guard write(index == 0 ? server : client, buffer, count) == count else { return }
      }
    }
  }

  private static func socket(
    _ directory: String, _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws -> Int32 {
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: (directory + "/.s.PGSQL.5432").utf8) }
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
    guard status == 0 else { throw PostgresError(.usage, said: "no socket in \(directory)") }
    return descriptor
  }
}
