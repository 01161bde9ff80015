import Digest
import Faults
import Glibc
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
  /// Of lines of JSON: what could not be read, and how many in all.
  let unreadable: [JSONLines.Unreadable]
  let unreadableCount: Int

  /// How it is named.
  var names: PlainNames { PlainNames(in: directory) }

  /// Largest body.
  static let limit = 4 << 30

  private init(_ directory: String, _ path: String, _ digest: [UInt8], _ unreadable: [JSONLines.Unreadable], _ unreadableCount: Int) {
    (self.directory, self.path, self.digest, self.unreadable, self.unreadableCount) = (directory, path, digest, unreadable, unreadableCount)
  }

  deinit { UploadDirectory.remove(directory) }

  /// Takes the body in. `name`: what the file is called in messages. Throws with `EX_CANTCREAT` when there is no room for it, `WebFault` for a body that was cut
  /// off: then nothing is left.
  static func take(_ call: Call, name: String) async throws -> Upload {
    let directory = try UploadDirectory.make()
    do {
      call.request.takesLong()
      let ending = endings[call.request.contentType] ?? "csv"
      let path = "\(directory)/\(name).\(ending)"
      let isLines = call.request.contentType == "application/x-ndjson"
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
        try file.write(out)
        try file.close()
        let table = try Sink(path)
        try table.write(lines.header)
        try table.append("\(directory)/rows")
        try table.close()
      } else {
        try file.close()
      }
      return Upload(directory, path, hash.digest(), lines.unreadable, lines.unreadableCount)
    } catch {
      UploadDirectory.remove(directory)
      throw error
    }
  }

  /// What is taken, with the ending by which a file of it is known.
  static let endings = [
    "text/csv": "csv", "text/tab-separated-values": "tsv", "application/x-ndjson": "csv",
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
