package import Speech

/// What the commands for editors say of themselves.
package enum EditorHelp {
  /// Of `allot policy schema`.
  package static let schema = Wording(
    """
    Made of the same definitions that read the files. An editor that knows the schema completes keys and underlines what is misspelt; the shipped
    files name theirs in the first line: # yaml-language-server: $schema=policy.schema.json

    Examples:
      allot policy schema policy > policy.schema.json
    """,
    """
    由读取文件的同一份定义生成。编辑器据此补全键名并标出拼写错误；自带文件的第一行写明了各自的 schema：\
    # yaml-language-server: $schema=policy.schema.json

    示例：
      allot policy schema policy > policy.schema.json
    """)

  /// Of `allot policy fmt`.
  package static let layout = Wording(
    """
    Two blanks a level, list items beneath their key, { a: b } and [a, b], one blank after a colon and before a note, at most one empty line. Order,
    quotes, line breaks and notes stay as they are. The result is read again: a file is never changed into one that says something else.

    Without --check or --write the result is printed. Exit status 65 with --check when a file is laid out otherwise, and for what is no YAML.

    Examples:
      allot policy fmt policies/retail-card.yaml
      allot policy fmt --check policies/*.yaml
    """,
    """
    每级缩进两格，列表项在其键下方缩进，{ a: b } 与 [a, b]，冒号后、注释前各一个空格，空行至多一行。顺序、引号、换行和注释保持不变。\
    排好后会再读一遍：绝不会把文件改成别的意思。

    不写 --check 或 --write 则输出结果。--check 发现版式不同的文件、或文件不是 YAML 时，以状态 65 退出。

    示例：
      allot policy fmt policies/retail-card.yaml
      allot policy fmt --check policies/*.yaml
    """)

  /// That a word is no kind of file.
  package static func noKind(_ word: String, _ kinds: [String]) -> Wording {
    let hint = Suggestion.hint(for: word, among: kinds)
    return Wording(
      "there is no such kind of file; write \(kinds.joined(separator: ", "))\(hint.map { "; \($0.en)" } ?? "")",
      "没有这种文件；请写 \(kinds.joined(separator: "、"))\(hint.map { "；\($0.zh)" } ?? "")")
  }
}
