package import Logging
package import Terminal

/// One `write(2)` a line on stderr. Under journald each line carries its priority as `<3>`…`<7>`, so that `journalctl -p err` works.
package struct LineLogHandler: LogHandler {
  /// Below it nothing is written.
  package var logLevel: Logger.Level
  /// Goes with every line, in order of key; a message's own values win.
  package var metadata: Logger.Metadata = [:]
  private let label: String
  private let journal: Bool
  private let output: Output

  /// `journal`: lines carry a priority for journald, else the word of their level.
  package init(label: String, level: Logger.Level = .info, journal: Bool, output: Output = .error) {
    self.label = label
    self.journal = journal
    self.output = output
    logLevel = level
  }

  /// One value of `metadata`; nil removes it.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one line; newlines inside become `↵`.
  package func log(event: LogEvent) {
    write(event.level, event.message, event.metadata)
  }

  private func write(_ level: Logger.Level, _ message: Logger.Message, _ extra: Logger.Metadata?) {
    var line = journal ? "<\(Self.priority(level))>" : "\(level.rawValue): "
    line += message.description
    let all = metadata.merging(extra ?? [:]) { _, new in new }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { line += " \(key)=\(value)" }
    // A newline inside a message would start a journal entry of its own, without priority.
    output.write(line.split(whereSeparator: \.isNewline).joined(separator: " ↵ ") + "\n")
  }

  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
