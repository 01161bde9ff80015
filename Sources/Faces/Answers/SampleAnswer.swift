import Speech
import Wire

extension Answer {
  /// Files of an invented agency that were written below a directory, with their sizes in bytes.
  package static func sample(_ directory: String, _ files: [String: Int64]) -> Answer {
    let list = files.sorted { $0.key < $1.key }
    let size = Text.grouped(list.reduce(0) { $0 + $1.value } / 1000)
    return Answer(
      ["directory": .string(directory), "files": .array(list.map { ["file": .string($0.key), "bytes": JSON($0.value)] })],
      Wording(
        "wrote \(Text.count(list.count, "file")) (\(size) kB) below \(directory)\n",
        "已在 \(directory) 下写出 \(Text.grouped(list.count)) 个文件（\(size) kB）\n"))
  }
}
