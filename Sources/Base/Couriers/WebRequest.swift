import CLibCurl
import Glibc

/// One POST of JSON over libcurl: certificates are verified, nothing is followed elsewhere, the answer is bounded.
enum WebRequest {
  struct Answer: Sendable {
    var status: Int
    /// At most `mostBytes`.
    var body: [UInt8]
    /// Seconds of `Retry-After`, where it is a number.
    var retryAfter: Int?
  }
  enum Failure: Error {
    /// In curl's words, which name the host at most.
    case network(String)
    /// Nobody vouches for the other side: nothing was sent. In curl's words.
    case certificate(String)
    /// The gate is closed to the only addresses there were: nothing was connected to. The last of them.
    case closed(String)
    case tooLong
  }
  static let mostBytes = 65_536

  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private final class Received {
    var body: [UInt8] = []
    var retryAfter: Int?
    var isTooLong = false
    let gate: AddressGate?
    var closed: String?
    init(_ gate: AddressGate?) { self.gate = gate }
  }

  /// Blocks for at most `patienceMilliseconds`. `heads`: lines beside those of JSON. `gate` is asked for each address before it is connected to; there is
  /// no proxy then, which would connect to others. nil: every address, through a proxy where the environment names one.
  static func post(
    _ url: String, _ json: String, heads more: [String] = [], through gate: AddressGate? = nil, patienceMilliseconds: Int
  ) -> Result<Answer, Failure> {
    guard isReady, let curl = curl_easy_init() else { return .failure(.network("libcurl cannot be used")) }
    defer { curl_easy_cleanup(curl) }
    var heads: UnsafeMutablePointer<curl_slist>?
    for head in ["Content-Type: application/json; charset=utf-8", "Expect:"] + more { heads = curl_slist_append(heads, head) }
    defer { curl_slist_free_all(heads) }
    var message = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
    let received = Received(gate)
    let place = Unmanaged.passUnretained(received).toOpaque()
    let code = message.withUnsafeMutableBufferPointer { buffer -> CURLcode in
      _ = allot_curl_text(curl, CURLOPT_URL, url)
      _ = allot_curl_text(curl, CURLOPT_PROTOCOLS_STR, "https,http")
      _ = allot_curl_long(curl, CURLOPT_FOLLOWLOCATION, 0)
      _ = allot_curl_long(curl, CURLOPT_NOSIGNAL, 1)
      _ = allot_curl_long(curl, CURLOPT_SSL_VERIFYPEER, 1)
      _ = allot_curl_long(curl, CURLOPT_SSL_VERIFYHOST, 2)
      _ = allot_curl_long(curl, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
      _ = allot_curl_long(curl, CURLOPT_CONNECTTIMEOUT_MS, min(10_000, patienceMilliseconds))
      _ = allot_curl_long(curl, CURLOPT_TIMEOUT_MS, patienceMilliseconds)
      _ = allot_curl_list(curl, CURLOPT_HTTPHEADER, heads)
      _ = allot_curl_place(curl, CURLOPT_ERRORBUFFER, buffer.baseAddress)
      _ = allot_curl_place(curl, CURLOPT_WRITEDATA, place)
      _ = allot_curl_place(curl, CURLOPT_HEADERDATA, place)
      _ = allot_curl_sink(curl, takeBody)
      _ = allot_curl_heads(curl, takeHead)
      if gate != nil {
        _ = allot_curl_text(curl, CURLOPT_PROXY, "")
        _ = allot_curl_place(curl, CURLOPT_OPENSOCKETDATA, place)
        _ = allot_curl_opener(curl, open)
      }
      _ = allot_curl_long(curl, CURLOPT_POSTFIELDSIZE, json.utf8.count)
      _ = allot_curl_text(curl, CURLOPT_COPYPOSTFIELDS, json)
      return curl_easy_perform(curl)
    }
    return withExtendedLifetime(received) {
      if received.isTooLong { return .failure(.tooLong) }
      guard code == CURLE_OK else {
        if let closed = received.closed, code == CURLE_COULDNT_CONNECT { return .failure(.closed(closed)) }
        let said = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let words = said.isEmpty ? String(cString: curl_easy_strerror(code)) : said
        return .failure(code == CURLE_PEER_FAILED_VERIFICATION ? .certificate(words) : .network(words))
      }
      return .success(Answer(status: allot_curl_status(curl), body: received.body, retryAfter: received.retryAfter))
    }
  }

  /// A socket for an address that the gate is open to; none otherwise.
  private static let open: curl_opensocket_callback = { place, _, address in
    guard let place, let address else { return -1 }
    let received = Unmanaged<Received>.fromOpaque(place).takeUnretainedValue()
    let kind = address.pointee
    // Longer than the type of its last member says.
    let start = UnsafeRawPointer(address) + (MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
    let bytes = AddressGate.bytes(UnsafeRawBufferPointer(start: start, count: Int(kind.addrlen)), family: kind.family)
    guard let bytes, received.gate?.isOpen(to: bytes) == true else {
      received.closed = bytes.map { AddressGate.text($0) } ?? "?"
      return -1
    }
    return socket(kind.family, kind.socktype | Int32(SOCK_CLOEXEC.rawValue), kind.protocol)
  }

  private static let takeBody: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
    bytes, size, count, place in
    guard let bytes, let place else { return 0 }
    let received = Unmanaged<Received>.fromOpaque(place).takeUnretainedValue()
    guard received.body.count + size * count <= mostBytes else {
      received.isTooLong = true
      return 0
    }
    received.body += UnsafeRawBufferPointer(start: bytes, count: size * count)
    return size * count
  }

  private static let takeHead: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
    bytes, size, count, place in
    guard let bytes, let place else { return 0 }
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: size * count), as: UTF8.self).lowercased()
    if line.hasPrefix("retry-after:") {
      let number = line.dropFirst(12).filter { $0.isASCII && $0.isNumber }
      Unmanaged<Received>.fromOpaque(place).takeUnretainedValue().retryAfter = Int(number)
    }
    return size * count
  }
}
