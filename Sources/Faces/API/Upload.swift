import Digest
import Faults
import Glibc
import Imports
import Portfolio
import Reception
import Speech
import Tables
import Web

/// A file that was sent, in a directory of its own that is removed with it. Lines of JSON are laid down as a table.
final class Upload: Sendable {
  let directory: String
  let path: String
  /// SHA-256 of what was sent.
  let digest: [UInt8]
  /// How it was called, and what of its lines could not be read.
  let sent: SentFile
  /// In which it is, where its sender says so.
  let encoding: TextEncoding?

  /// How it is named.
  var names: PlainNames { PlainNames(in: directory) }

  /// Largest body.
  static let limit = 4 << 30

  private init(_ directory: String, _ path: String, _ digest: [UInt8], _ sent: SentFile, _ encoding: TextEncoding?) {
    (self.directory, self.path, self.digest, self.sent, self.encoding) = (directory, path, digest, sent, encoding)
  }

  deinit { UploadDirectory.remove(directory) }

  /// Takes the body in. Throws with `EX_CANTCREAT` when there is no room for it, with `EX_DATAERR` for lines of JSON none of which can be read, `WebFault` for a
  /// body that was cut off, 415 for an encoding that is not known: then nothing is left.
  static func take(_ call: Call, _ feed: Feed) async throws -> Upload {
    let type = call.request.contentType
    let (ending, isLines) = (endings[type] ?? "csv", type == lineType)
    let isText = isLines || type.hasPrefix("text/")
    let encoding = try isText ? Self.encoding(call.request.charset, of: type, isLines ? [.utf8] : TextEncoding.allCases) : nil
    var sent = SentFile(name: call.text("name") ?? "\(feed.rawValue).\(ending)")
    let directory = try UploadDirectory.make()
    do {
      call.request.takesLong()
      let path = "\(directory)/\(feed.rawValue).\(isLines ? "csv" : ending)"
      let file = try Sink(isLines ? "\(directory)/rows" : path)
      var (lines, hash) = (JSONLines(), SHA256())
      var out: [UInt8] = []
      try await call.request.body.read(limit: limit) { piece in
        piece.withUnsafeBytes { hash.update($0) }
        guard isLines else { return try file.write(piece) }
        lines.read(piece, into: &out)
        if out.count > 1 << 18 {
          try file.write(out)
          out.removeAll(keepingCapacity: true)
        }
      }
      if isLines {
        lines.finish(into: &out)
        (sent.hasOurHeader, sent.unreadable, sent.unreadableCount) = (true, lines.unreadable, lines.unreadableCount)
        if lines.columns.isEmpty, let first = lines.unreadable.first { throw nothing(sent, first) }
        try file.write(out)
        try file.close()
        let table = try Sink(path)
        try table.write(lines.header)
        try table.append("\(directory)/rows")
        try table.close()
      } else {
        try file.close()
      }
      return Upload(directory, path, hash.digest(), sent, isLines ? .utf8 : encoding)
    } catch {
      UploadDirectory.remove(directory)
      throw error
    }
  }

  /// What is named; nil for nothing.
  private static func encoding(_ charset: String?, of type: String, _ known: [TextEncoding]) throws(Refusal) -> TextEncoding? {
    guard let charset else { return nil }
    guard let encoding = TextEncoding(charset: charset), known.contains(encoding) else {
      throw .encoding(charset, of: type, known: known.map(\.rawValue))
    }
    return encoding
  }

  private static func nothing(_ sent: SentFile, _ first: JSONLines.Unreadable) -> OperationError {
    OperationError(
      .dataError,
      Wording("\(sent.name): no line can be read; line \(first.line) ", "\(sent.name)：没有一行可以读取；第 \(first.line) 行") + first.why,
      remedy: Wording("send one object a line, or name the kind of the file in Content-Type", "请每行写一个对象，或在 Content-Type 中写明文件类型"))
  }

  private static let lineType = "application/x-ndjson"
  /// What is taken, with the ending by which a file of it is known.
  static let endings = [
    "text/csv": "csv", "text/tab-separated-values": "tsv", lineType: "ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
  ]
}

/// A file that is written from front to back.
private final class Sink {
  private let descriptor: Int32

  init(_ path: String) throws(OperationError) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw UploadDirectory.noRoom(errno) }
  }

  deinit { Glibc.close(descriptor) }

  func write(_ bytes: [UInt8]) throws(OperationError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw UploadDirectory.noRoom(errno) }
      done += count
    }
  }

  /// All of another file.
  func append(_ path: String) throws(OperationError) {
    let other = open(path, O_RDONLY | O_CLOEXEC)
    guard other >= 0 else { throw UploadDirectory.noRoom(errno) }
    defer { Glibc.close(other) }
    while true {
      let count = sendfile(descriptor, other, nil, 1 << 24)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw UploadDirectory.noRoom(errno) }
      if count == 0 { return }
    }
  }

  func close() throws(OperationError) {
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw UploadDirectory.noRoom(errno) }
  }
}
