import Speech

extension Wording {
  /// What to do when a column is not found by its name.
  static let nameTheColumn = Wording("rename the column, or name it in a mapping (--mapping)", "请修改列名，或在映射中指定该列（--mapping）")
  /// A row of a collectors or hours file names nobody.
  static let noCollectorCode = Wording("is empty; expected the collector's code", "为空；应为催收员编号")
}
