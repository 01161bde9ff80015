import Answers
import Faults
import Imports
import Jobs
import Portfolio
import Reception
import Schema
import Synchronization

/// Files that somebody chose in a browser and has not loaded yet: tried first, then loaded when he says so. Each lies in a directory of its own, which goes
/// with it after an hour.
final class UploadShelf: Sendable {
  /// A file on the shelf.
  struct Upload: Sendable {
    var agency: Int64
    var owner: String
    var directory: String
    var path: String
    var feed: Feed
    var client: String?
    var mapping: String?
    var at: ContinuousClock.Instant
    /// The job that reads it, or did last.
    var job: String?
    /// What came of trying it; nil before.
    var tried: Answer?
    /// Whether trying it asked about names that are new.
    var hasNewNames = false
    /// What came of loading it; nil before.
    var loaded: Answer?
    /// Where its refused rows stand.
    var rejects: String { path + ".rejects.csv" }
  }
  private let uploads = Mutex<[String: Upload]>([:])
  private static let age = Duration.seconds(3600)
  private static let most = 20

  /// Lays a file down. `name`: as its owner calls it. Throws with `EX_UNAVAILABLE` where there is no room.
  func put(
    _ key: String, _ bytes: [UInt8], name: String, feed: Feed, client: String?, mapping: String?, agency: Int64, owner: String,
    _ jobs: JobBook
  ) throws(OperationError) {
    tidy(jobs)
    let directory = try UploadDirectory.make()
    let plain = String(name.map { $0.isLetter || $0.isNumber || "-_. ".contains($0) ? $0 : "_" }.suffix(80))
    let path = "\(directory)/\(plain.hasPrefix(".") || plain.isEmpty ? "file" + plain : plain)"
    try FileAccess.write(path, bytes, mode: 0o600)
    uploads.withLock {
      $0[key] = Upload(
        agency: agency, owner: owner, directory: directory, path: path, feed: feed, client: client, mapping: mapping, at: .now)
    }
  }

  /// One's own file; nil when there is none of that key, or no longer.
  func find(_ key: String, agency: Int64, owner: String, _ jobs: JobBook) -> Upload? {
    tidy(jobs)
    return uploads.withLock { $0[key] }.flatMap { $0.agency == agency && $0.owner == owner ? $0 : nil }
  }

  func update(_ key: String, _ change: (inout Upload) -> Void) {
    uploads.withLock { uploads in
      guard var upload = uploads[key] else { return }
      change(&upload)
      uploads[key] = upload
    }
  }

  /// What is old goes, and the oldest where there are too many; what a job still reads stays.
  private func tidy(_ jobs: JobBook) {
    let gone = uploads.withLock { uploads in
      let sorted = uploads.sorted { ($0.value.at, $0.key) < ($1.value.at, $1.key) }
      let old = sorted.enumerated().filter { place, upload in
        ContinuousClock.now - upload.value.at > Self.age || sorted.count - place >= Self.most
      }.map(\.element).filter { $0.value.job.map { !jobs.isOpen($0) } ?? true }
      for (key, _) in old { uploads[key] = nil }
      return old.map(\.value)
    }
    for upload in gone { UploadDirectory.remove(upload.directory) }
  }
}
