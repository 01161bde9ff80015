import Foundation

/// Readers of workbooks that are not ours, in Python.
package enum Peer {
  /// Python with openpyxl and calamine, where `scripts/setup sheets` brought them.
  package static let python =
    ProcessInfo.processInfo.environment["ALLOT_PEERS_PYTHON"]
    ?? (FileManager.default.isExecutableFile(atPath: ".build/peers/bin/python3") ? ".build/peers/bin/python3" : "python3")

  /// What a program printed, and its exit status.
  package static func output(_ arguments: [String]) throws -> (status: Int32, text: String) {
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

  /// Whether a program starts and ends well.
  package static func runs(_ arguments: [String]) -> Bool { (try? output(arguments))?.status == 0 }

  /// Whether both readers are here.
  package static let arePresent = runs([python, "-c", "import openpyxl, python_calamine"])
}
