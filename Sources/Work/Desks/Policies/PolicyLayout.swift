import YAML

/// Files in one layout, so that people compare what was changed and not how it was written.
package enum PolicyLayout {
  /// A file in the layout.
  package struct File: Sendable {
    /// As it was given.
    package var name: String
    /// What it is to be.
    package var text: String
    /// Whether it is so already.
    package var isSame: Bool
  }

  /// The texts in the layout, in the order given; notes and meaning stay. Throws with `EX_DATAERR` and every problem what is no YAML document.
  package static func canonical(_ files: [PolicyDoor.File]) throws -> [File] {
    var wrong: [Problem] = []
    let laid = files.map { file in
      let problems = Problems(file: file.name)
      _ = YAMLNode.read(file.bytes, into: problems)
      wrong += problems.list
      let text = YAMLLayout.canonical(String(decoding: file.bytes, as: UTF8.self), file: file.name) ?? ""
      return File(name: file.name, text: text, isSame: Array(text.utf8) == file.bytes)
    }
    guard wrong.isEmpty else { throw PolicyDoor.refusal(wrong) }
    return laid
  }
}
