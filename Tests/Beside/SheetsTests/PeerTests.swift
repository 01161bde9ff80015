import Foundation
import Sheets
import SheetsTesting
import Testing

/// The same workbooks read by another program: openpyxl writes one, LibreOffice turns it into the other formats, calamine reads all three.
struct PeerTests {
  static let arePresent = Peer.arePresent && Peer.runs(["which", "soffice"])

  @Test(
    .enabled(
      if: arePresent,
      "openpyxl, python-calamine and LibreOffice are not here: scripts/setup sheets brings them"))
  func otherReadersReadTheSame() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sheets-peers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "peers.py").path
    let theirs = try Peer.output([Peer.python, script, folder.path])
    try #require(theirs.status == 0)
    let expected = theirs.text.split(separator: "\n").map(String.init)
    // A header and 300 rows, three times.
    #expect(expected.count == 903)
    var ours: [String] = []
    for name in ["made.xlsx", "made.ods", "made.xls"] {
      let rows = try Workbook(path: folder.appending(path: name).path, name: name).open(0)
      var row = SheetRow()
      while try rows.next(&row) {
        let cells = (0..<row.count).map { "\(row.kinds[$0]):\(row.text($0).replacing("\n", with: "\\n"))" }
        ours.append(([name, String(row.number)] + cells).joined(separator: "\t"))
      }
    }
    for (line, (our, their)) in zip(ours, expected).enumerated() where our != their {
      Issue.record("line \(line + 1): we read \(our), calamine reads \(their)")
    }
    #expect(ours.count == expected.count)
  }
}
