import Digest
import Foundation
import Glibc
import Speech
import Synchronization
import Testing

@testable import Couriers

/// The four houses, as stand-ins on this machine that check what is posted and answer as they do.
@Suite struct ChatTests {
  private let message = ChatHouse.Message(
    title: "示范机构 2026-11-30", lines: ["已分出 12", "a*b <at> [x](http://evil)"], link: "https://reports.example.org/17", linkText: "打开报告")

  /// Answers one request with `answer`, and gives what was asked: the first line and the body.
  private final class StandIn: Sendable {
    let port: UInt16
    private let got = Mutex<(line: String, body: String)>(("", ""))
    private let done = DispatchSemaphore(value: 0)
    var request: (line: String, body: String) {
      done.wait()
      done.signal()
      return got.withLock { $0 }
    }

    init(_ answer: String) throws {
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let bound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
        }
      }
      try #require(bound && listen(listener, 4) == 0)
      port = UInt16(bigEndian: address.sin_port)
      Thread.detachNewThread { [self] in
        let peer = accept(listener, nil, nil)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
          let count = recv(peer, &buffer, buffer.count, 0)
          if count <= 0 { break }
          bytes += buffer[..<count]
          let text = String(decoding: bytes, as: UTF8.self)
          guard let end = text.firstRange(of: "\r\n\r\n"),
            let length = text.firstMatch(of: /(?i)content-length: (\d+)/).flatMap({ Int($0.1) })
          else { continue }
          if text[end.upperBound...].utf8.count >= length {
            got.withLock { $0 = (String(text.prefix { $0 != "\r\n" }), String(text[end.upperBound...])) }
            break
          }
        }
        send(peer, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
        close(peer)
        close(listener)
        done.signal()
      }
    }
  }

  private static func answer(_ body: String, status: String = "200 OK", heads: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\n\(heads)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  private func post(_ house: ChatHouse, _ answer: String, key: String? = "SECabcdef", path: String = "/hook/secret-token") throws -> (
    Handover, line: String, body: [String: Any]
  ) {
    let standIn = try StandIn(answer)
    let address = try #require(WebAddress("http://127.0.0.1:\(standIn.port)\(path)"))
    let handed = ChatPost(house, address: address, key: key, patienceMilliseconds: 10_000).send(message, seconds: 1_796_000_000)
    let request = standIn.request
    let body = try JSONSerialization.jsonObject(with: Data(request.body.utf8)) as? [String: Any]
    return (handed, request.line, try #require(body))
  }

  @Test func weComGetsMarkdown() throws {
    let (handed, line, body) = try post(.wecom, Self.answer(#"{"errcode":0,"errmsg":"ok"}"#), path: "/cgi-bin/webhook/send?key=k1")
    #expect(handed == .taken && line == "POST /cgi-bin/webhook/send?key=k1 HTTP/1.1")
    #expect(body["msgtype"] as? String == "markdown" && body.count == 2)
    let content = try #require((body["markdown"] as? [String: Any])?["content"] as? String)
    #expect(content.contains("已分出 12") && content.contains("](https://reports.example.org/17)") && !content.contains("<at>"))
  }

  @Test func dingTalkIsSignedInTheAddressWithMilliseconds() throws {
    let (handed, line, body) = try post(.dingtalk, Self.answer(#"{"errcode":0,"errmsg":"ok"}"#), path: "/robot/send?access_token=t")
    #expect(handed == .taken && body["msgtype"] as? String == "markdown")
    let text = "1796000000000\nSECabcdef"
    let sign = Base64.encode(HMACSHA256.code(for: Array(text.utf8), key: Array("SECabcdef".utf8)))
    let escaped = sign.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
    #expect(line == "POST /robot/send?access_token=t&timestamp=1796000000000&sign=\(escaped) HTTP/1.1")
    #expect((body["markdown"] as? [String: Any])?["title"] as? String == "示范机构 2026-11-30")
  }

  @Test func feishuIsSignedInTheBodyWithSecondsAndTheTextAsKey() throws {
    let (handed, _, body) = try post(.feishu, Self.answer(#"{"code":0,"msg":"success","data":{}}"#))
    let sign = Base64.encode(HMACSHA256.code(for: [], key: Array("1796000000\nSECabcdef".utf8)))
    #expect(handed == .taken && body["timestamp"] as? String == "1796000000" && body["sign"] as? String == sign)
    #expect(body["msg_type"] as? String == "post")
    // The older webhooks answer otherwise.
    #expect(try post(.feishu, Self.answer(#"{"StatusCode":0,"StatusMessage":"success"}"#)).0 == .taken)
    #expect(try post(.feishu, Self.answer(#"{"code":0}"#), key: nil).body["sign"] == nil)
  }

  @Test func slackGetsOneTextAndAnswersOk() throws {
    let (handed, _, body) = try post(.slack, Self.answer("ok"))
    #expect(handed == .taken && body.count == 1)
    let text = try #require(body["text"] as? String)
    #expect(text.contains("&lt;at&gt;") && text.contains("<https://reports.example.org/17|打开报告>"))
  }

  @Test(arguments: [
    (ChatHouse.wecom, #"{"errcode":93000,"errmsg":"invalid webhook url"}"#), (.dingtalk, #"{"errcode":310000,"errmsg":"sign not match"}"#),
    (.feishu, #"{"code":19021,"msg":"sign match fail or timestamp is not within one hour from current time"}"#),
    (.slack, "invalid_payload"),
    (.feishu, #"{"code":19024,"msg":"Key Words Not Found"}"#),
  ])
  func aTwoHundredWithAnErrorInItsBodyIsARefusalInWords(_ house: ChatHouse, _ body: String) throws {
    guard case .refused(let words) = try post(house, Self.answer(body)).0 else {
      Issue.record("\(house) took it")
      return
    }
    #expect(words.en.contains("127.0.0.1") && !words.en.contains("secret-token") && !words.zh.contains("SECabcdef"))
  }

  @Test func tooOftenWaitsAsLongAsIsAsked() throws {
    func pause(_ house: ChatHouse, _ answer: String) throws -> Int? {
      guard case .later(_, let seconds) = try post(house, answer).0 else { return -1 }
      return seconds
    }
    #expect(try pause(.wecom, Self.answer(#"{"errcode":45009,"errmsg":"api freq out of limit"}"#)) == 60)
    #expect(try pause(.dingtalk, Self.answer(#"{"errcode":130101,"errmsg":"send too fast"}"#)) == 600)
    #expect(try pause(.feishu, Self.answer(#"{"code":11232,"msg":"frequency limited"}"#)) == 60)
    #expect(try pause(.slack, Self.answer("rate_limited", status: "429 Too Many Requests", heads: "Retry-After: 30\r\n")) == 30)
    #expect(try pause(.slack, Self.answer("rollup_error", status: "500 Internal Server Error")) == nil)
  }

  @Test func aRedirectionIsNotFollowedAndAnAnswerWithoutEndIsCut() throws {
    let elsewhere = Self.answer("", status: "302 Found", heads: "Location: http://127.0.0.1:1/\r\n")
    guard case .refused(let words) = try post(.slack, elsewhere).0 else {
      Issue.record("followed")
      return
    }
    #expect(words.en.contains("302"))
    guard case .later(let long, _) = try post(.slack, Self.answer(String(repeating: "x", count: 100_000))).0 else {
      Issue.record("a long answer was taken")
      return
    }
    #expect(long.en.contains("without end"))
    guard case .later = try post(.wecom, Self.answer("<html>not JSON</html>")).0 else {
      Issue.record("an unreadable answer was taken")
      return
    }
  }

  /// A server whose certificate nobody vouches for, where openssl is there to play it.
  @Test func aCertificateThatNobodyVouchesForIsRefusedBeforeAnythingIsSent() throws {
    guard access("/usr/bin/openssl", X_OK) == 0 else { return print("openssl is missing: refused certificates are not tried") }
    var template = Array("/tmp/allot-tls-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer { for name in ["key", "cert", ""] { remove("\(folder)/\(name)") } }
    func openssl(_ arguments: [String]) throws -> Process {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      return process
    }
    let making = try openssl([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=localhost",
      "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/key", "-out", folder + "/cert",
    ])
    try making.run()
    making.waitUntilExit()
    try #require(making.terminationStatus == 0)
    let server = try openssl(["s_server", "-accept", "127.0.0.1:0", "-key", folder + "/key", "-cert", folder + "/cert"])
    let (input, output) = (Pipe(), Pipe())
    (server.standardInput, server.standardOutput) = (input, output)
    try server.run()
    defer { server.terminate() }
    // “ACCEPT 127.0.0.1:40123” once it listens.
    var said = ""
    while !said.contains("\n") || !said.contains("ACCEPT") {
      let more = output.fileHandleForReading.availableData
      try #require(!more.isEmpty, "the server ended: \(said)")
      said += String(decoding: more, as: UTF8.self)
    }
    let port = try #require(said.firstMatch(of: /ACCEPT \S*:(\d+)/).map { String($0.1) })
    let address = try #require(WebAddress("https://localhost:\(port)/hook/secret-token"))
    guard case .later(let words, _) = ChatPost(.slack, address: address, key: nil).send(message, seconds: 0) else {
      Issue.record("it was taken")
      return
    }
    #expect(words.en.contains("the certificate of localhost is not trusted") && words.en.contains("nothing was sent"))
    #expect(words.zh.contains("证书不受信任") && !words.en.contains("secret-token"))
  }

  @Test func whatCannotBeReachedIsToldWithoutItsAddress() throws {
    let address = try #require(WebAddress("http://127.0.0.1:1/hook/secret-token"))
    guard case .later(let words, _) = ChatPost(.slack, address: address, key: nil).send(message, seconds: 0) else {
      Issue.record("nobody listens")
      return
    }
    #expect(words.en.contains("127.0.0.1") && !words.en.contains("secret-token"))
  }

  @Test(arguments: [
    "http://example.org/x", "ftp://127.0.0.1/", "https://", "https://a b/", "https://u:p@example.org/", "https://example.org/\n", "x",
  ])
  func whatIsNoAddressOfAWebhookIsNone(_ text: String) { #expect(WebAddress(text) == nil) }
}
