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
    var sent: SentFile
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
    /// As its owner calls it.
    var name: String { sent.name }
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
    let path = "\(directory)/file"
    try FileAccess.write(path, bytes, mode: 0o600)
    uploads.withLock {
      $0[key] = Upload(
        agency: agency, owner: owner, directory: directory, path: path, sent: SentFile(name: String(name.suffix(80))), feed: feed,
        client: client,
        mapping: mapping, at: .now)
    }
  }

  /// One's own file; nil when there is none of that key, or no longer.
  func find(_ key: String, agency: Int64, owner: String, _ jobs: JobBook) -> Upload? {
    tidy(jobs)
    return uploads.withLock { $0[key] }.flatMap { $0.agency == agency && $0.owner == owner ? $0 : nil }
  }

  /// Those that somebody has loaded and of which rows were refused, latest first.
  func refused(agency: Int64, owner: String, _ jobs: JobBook) -> [(key: String, upload: Upload)] {
    tidy(jobs)
    return uploads.withLock { $0 }.filter { $0.value.agency == agency && $0.value.owner == owner && FileAccess.exists($0.value.rejects) }
      .sorted { ($0.value.at, $0.key) > ($1.value.at, $1.key) }.map { ($0.key, $0.value) }
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
