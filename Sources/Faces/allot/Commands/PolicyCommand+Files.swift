import ArgumentParser
import Desks
import Editors
import Faults
import Policy
import Speech
import Terminal
import Wire

extension PolicyCommand {
  struct Schema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Wording("Print the JSON Schema of a kind of file, for editors.", "输出某类文件的 JSON Schema，供编辑器使用。"),
      usage: "allot policy schema <kind> [<options>]",
      discussion: EditorHelp.schema)
    @Argument(
      help: ArgumentHelp(Wording("agency, policy, lexicon, model, mapping or calendar.", "agency、policy、lexicon、model、mapping 或 calendar。"))
    )
    var kind: String
    @OptionGroup var speech: LanguageOption

    func run() async throws {
      let words = PolicyFileKind.allCases.map(\.rawValue)
      guard let kind = PolicyFileKind(rawValue: kind) else { throw ValidationError(EditorHelp.noKind(kind, words)) }
      Output.standard.line(FileSchema.json(kind).indented)
    }
  }

  struct Format: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "fmt",
      abstract: Wording("Set files out in one layout; notes and meaning stay.", "把文件排成统一的版式；注释和含义不变。"),
      usage: "allot policy fmt <file> ... [--check|--write]",
      discussion: EditorHelp.layout)
    @Argument(help: ArgumentHelp(Wording("Files of any kind.", "任何种类的文件。"))) var files: [String]
    @Flag(help: ArgumentHelp(Wording("Only say which files are laid out otherwise.", "只列出版式不同的文件。"))) var check = false
    @Flag(help: ArgumentHelp(Wording("Write the files.", "写回文件。"))) var write = false
    @OptionGroup var speech: LanguageOption

    func validate() throws {
      guard !(check && write) else { throw ValidationError(Wording("write --check or --write, not both", "--check 与 --write 只能写一个")) }
      guard check || write || files.count == 1 else {
        throw ValidationError(Wording("name one file, or write --check or --write", "请只写一个文件，或写 --check 或 --write"))
      }
    }

    func run() async throws {
      let files = try PolicyLayout.canonical(try PolicyCommand.read(files))
      if !check, !write { for file in files { Output.standard.write(file.text) } }
      let others = check || write ? files.filter { !$0.isSame } : []
      for file in others {
        if write { try FileAccess.write(file.name, Array(file.text.utf8)) }
        Output.standard.line(file.name)
      }
      if check, !others.isEmpty { throw Stop(status: .dataError) }
    }
  }
}
