import Foundation
import Sheets
import Testing

/// The same workbooks read by another program: openpyxl writes one, LibreOffice turns it into the other formats, calamine reads all three.
struct PeerTests {
  private static let python =
    ProcessInfo.processInfo.environment["ALLOT_PEERS_PYTHON"]
    ?? (FileManager.default.isExecutableFile(atPath: ".build/peers/bin/python3") ? ".build/peers/bin/python3" : "python3")

  private static func runs(_ arguments: [String]) -> Bool { (try? output(arguments))?.status == 0 }

  private static func output(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  static let arePresent = runs([python, "-c", "import openpyxl, python_calamine"]) && runs(["which", "soffice"])

  @Test(
    .enabled(
      if: arePresent,
      "openpyxl, python-calamine and LibreOffice are not here: scripts/setup sheets brings them"))
  func otherReadersReadTheSame() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sheets-peers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "peers.py").path
    let theirs = try PeerTests.output([PeerTests.python, script, folder.path])
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
