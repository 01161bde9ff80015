import Discretion
import Speech

extension Wording {
  /// Words of a file's vocabulary one after the other: `phone, sms` and `phone、sms`.
  static func listed(_ words: some Sequence<String>) -> Wording {
    Wording(words.joined(separator: ", "), words.joined(separator: "、"))
  }

  /// Why a system call failed, behind what could not be done.
  func because(_ code: Int32) -> Wording { self + Wording(": ", "：") + .system(code, FileBytes.reason(code)) }

  /// What to do when a column is not found by its name.
  static let nameTheColumn = Wording("rename the column, or name it in a mapping (--mapping)", "请修改列名，或在映射中指定该列（--mapping）")
  /// What to do with a file that was damaged on its way.
  static let exportAgain = Wording("export the file again", "请重新导出文件")
  /// Nothing but blank lines.
  static let onlyBlankLines = Wording("the file has only blank lines", "文件只有空行")
  /// A row of a collectors or hours file names nobody.
  static let noCollectorCode = Wording("is empty; expected the collector's code", "为空；应为催收员工号")
}
