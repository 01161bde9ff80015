import Glibc
import Portfolio
import Testing

@testable import Desks

@Suite struct FeedFolderTests {
  @Test func filesGoByFeedThenByNameWithNumbersByValueAndCapitalsDoNotMatter() throws {
    var template = Array("/tmp/allot-folder-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let names = [
      "cases-10.csv", "cases-2.csv", "cases-1.CSV", "Payments.csv", "collectors.csv", "cases-2.csv.rejects.csv", "cases.CSV.REJECTS.CSV",
      "notes.csv",
    ]
    defer {
      for name in names { unlink(folder + "/" + name) }
      rmdir(folder)
    }
    for name in names { close(open(folder + "/" + name, O_CREAT | O_WRONLY, 0o600)) }
    let found = try FeedFolder(folder)
    #expect(
      found.files.map { $0.path.dropFirst(folder.count + 1) }
        == ["collectors.csv", "cases-1.CSV", "cases-2.csv", "cases-10.csv", "Payments.csv"])
    #expect(found.files.map(\.feed) == [.collectors, .cases, .cases, .cases, .payments] && found.others == ["notes.csv"])
  }
}
