package import Papers
import Reports
import Schema
import Speech
package import Views
import Wire

extension Answer {
  /// A report's files, written below a directory.
  package static func report(of run: ShownRun, _ made: Papers.Made, directory: String) -> Answer {
    let files = made.files
    let first = files.first?.name ?? ""
    return Answer(
      .object(
        run.members + [
          ("directory", .string(directory)), ("labels_up_to", .string(made.labelsUpTo)),
          ("by_its_own_policies", .bool(made.areByItsPolicies)),
          ("files", .array(files.map { ["file": .string($0.name), "bytes": JSON($0.bytes.count)] })),
        ] + [("digest", made.digest), ("root", made.root)].compactMap { name, value in value.map { (name, .string($0)) } }),
      Wording(
        "\(run.title.en): \(Text.count(files.count, "file")) below \(directory); open \(directory)/\(first)\n",
        "\(run.title.zh)：已在 \(directory) 下写出 \(files.count) 个文件；请打开 \(directory)/\(first)\n")
        + made.remark
        + (made.areByItsPolicies
          ? .none
          : Wording(
            "its policies are not kept; effort and exclusions are judged by those in force now\n",
            "其策略未保留；工作量与排除按现行策略判定\n"))
    )
  }
}
