package import Speech

extension Wording {
  /// Words of a file's vocabulary one after the other: `phone, sms` and `phone、sms`.
  package static func listed(_ words: some Sequence<String>) -> Wording {
    Wording(words.joined(separator: ", "), words.joined(separator: "、"))
  }

  /// Why a system call failed, behind what could not be done.
  package func because(_ code: Int32) -> Wording { self + Wording(": ", "：") + .system(code, FileBytes.reason(code)) }

  /// What to do with a file that was damaged on its way.
  package static let exportAgain = Wording("export the file again", "请重新导出文件")
  /// Nothing but blank lines.
  package static let onlyBlankLines = Wording("the file has only blank lines", "文件只有空行")
}
