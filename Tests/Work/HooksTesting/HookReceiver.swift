import Glibc
import Synchronization
import Tasks

/// The other end of a webhook, on this machine: keeps every request that came in whole and answers as the test says.
package final class HookReceiver: Sendable {
  package struct Request: Sendable {
    /// `POST /in HTTP/1.1`
    package var line: String
    /// By name, in small letters.
    package var heads: [String: String]
    package var body: String
  }
  package enum Answer: Sendable {
    case status(Int, heads: String = "")
    /// Nothing, until whoever asked has enough of it.
    case silence
    /// A head that promises more than comes.
    case cutOff
    /// More than anybody wants to read.
    case endless
  }

  package let port: UInt16
  private let listener: Int32
  private let got = Mutex<[Request]>([])
  private let rule: Mutex<@Sendable (Int, Request) -> Answer>

  /// `rule`: what is answered to the request of that number, from 1.
  package init(_ rule: @escaping @Sendable (Int, Request) -> Answer = { _, _ in .status(200) }) throws {
    self.rule = Mutex(rule)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isThere = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isThere else { throw ReceiverFailure() }
    port = UInt16(bigEndian: address.sin_port)
    startThread { [weak self, listener] in
      while true {
        let peer = accept(listener, nil, nil)
        guard peer >= 0 else { break }
        guard let self else {
          close(peer)
          break
        }
        startThread { self.serve(peer) }
      }
      close(listener)
    }
  }

  deinit { shutdown(listener, Int32(SHUT_RDWR)) }

  /// What came in, in order.
  package var requests: [Request] { got.withLock { $0 } }
  package var address: String { "http://127.0.0.1:\(port)/in/secret-path" }
  /// Answers otherwise from now on.
  package func answer(_ rule: @escaping @Sendable (Int, Request) -> Answer) { self.rule.withLock { $0 = rule } }

  private func serve(_ peer: Int32) {
    defer { close(peer) }
    guard let request = Self.read(peer) else { return }
    let number = got.withLock { got in
      got.append(request)
      return got.count
    }
    switch rule.withLock({ $0 })(number, request) {
    case .status(let status, let heads):
      Self.write(peer, "HTTP/1.1 \(status) X\r\n\(heads)Content-Length: 2\r\nConnection: close\r\n\r\nok")
    case .cutOff: Self.write(peer, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nok")
    case .silence:
      var byte: UInt8 = 0
      while recv(peer, &byte, 1, 0) > 0 {}
    case .endless:
      Self.write(peer, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
      while Self.write(peer, String(repeating: "x", count: 65_536)) {}
    }
  }

  private static func read(_ peer: Int32) -> Request? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(peer, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      bytes += buffer[..<count]
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.firstRange(of: "\r\n\r\n") else { continue }
      let lines = text[..<end.lowerBound].split(separator: "\r\n").map(String.init)
      var heads: [String: String] = [:]
      for line in lines.dropFirst() {
        guard let colon = line.firstIndex(of: ":") else { continue }
        heads[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
      }
      let body = String(text[end.upperBound...])
      guard body.utf8.count >= heads["content-length"].flatMap({ Int($0) }) ?? 0 else { continue }
      return Request(line: lines.first ?? "", heads: heads, body: body)
    }
  }

  @discardableResult
  private static func write(_ peer: Int32, _ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

package struct ReceiverFailure: Error {
  package let number = errno
}
