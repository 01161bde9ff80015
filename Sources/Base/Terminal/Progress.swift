/// Progress of long work on stderr: a bar that redraws itself on a terminal, a line every so often on a pipe.
package final class Progress {
  private let output: Output
  private let title: String
  private let total: Int64?
  private let interactive: Bool
  private var lastShare = -1
  private var nextLine: Int64
  private var drawn = false

  /// `total` in the unit of `advance` (bytes, rows); nil when unknown.
  package init(_ title: String, total: Int64?, output: Output = .error) {
    self.title = title
    self.total = total
    self.output = output
    interactive = output.isTerminal
    nextLine = (total ?? 0) / 4
  }

  /// `done` so far of `total`; `note` says it in words (`120,000 rows`).
  package func advance(to done: Int64, note: String) {
    guard let total, total > 0 else {
      if interactive { redraw("\(title)  \(note)") }
      return
    }
    let share = Int(min(100, done * 100 / total))
    if interactive {
      guard share != lastShare else { return }
      lastShare = share
      let filled = share * 24 / 100
      redraw("\(title)  [\(String(repeating: "█", count: filled))\(String(repeating: "·", count: 24 - filled))] \(share) %  \(note)")
    } else if done >= nextLine, share > lastShare, share < 100 {
      lastShare = share
      nextLine = done + max(1, total / 4)
      output.line("\(title): \(share) %, \(note)")
    }
  }

  /// Clears the bar; the caller prints the result.
  package func finish() {
    if interactive, drawn { output.redraw() }
  }

  private func redraw(_ text: String) {
    drawn = true
    output.redraw(text)
  }
}
