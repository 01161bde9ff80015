import Faults
import Setup

/// Files that commands write for people: never over a file that the command reads.
enum Outputs {
  /// Refuses an output that is one of the inputs, or the configuration or the keys, which every command reads. Called before any of them is read.
  static func spare(_ inputs: [String], from output: String) throws(OperationError) {
    let environment = Process.environment
    let own = [environment["ALLOT_CONFIG"], ConfigurationFile.standardPath, environment["ALLOT_KEY_FILE"]].compactMap { $0 }
    try FileAccess.spare(inputs + own, from: output)
  }

  /// The same in a directory that gets several files: none of them may be an input.
  static func spare(_ inputs: [String], in directory: String, _ names: [String]) throws(OperationError) {
    for name in names { try spare(inputs, from: "\(directory)/\(name)") }
  }
}
