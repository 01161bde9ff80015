import Faults
package import Intake
package import Portfolio
import Speech
import Tables

/// The rejected rows of one file: counted, the first few kept for the terminal, all of them in a file. That the file cannot be written is said, and
/// is no reason not to load the good rows.
package struct Rejects {
  /// How many there were so far.
  package private(set) var count = 0
  private var first: [Reject] = []
  private var problem: Wording?
  private let writer: RejectWriter?

  /// Rejects that go to `writer`; nil keeps the first few only.
  package init(_ writer: RejectWriter?) { self.writer = writer }

  /// Rows that the reader refused.
  package mutating func add(_ rejects: [Reject]) {
    count += rejects.count
    first += rejects.prefix(max(0, 5 - first.count))
    guard problem == nil, let writer else { return }
    do { try writer.write(rejects) } catch { problem = error.wording }
  }

  /// Lines of which no row could be made. `columns`: of the rows.
  package mutating func add(_ sent: SentFile, columns: Int) {
    let unlisted = sent.unreadableCount - sent.unreadable.count
    add(
      sent.unreadable.enumerated().map { index, one in
        let isLast = unlisted > 0 && index == sent.unreadable.count - 1
        let more = Wording("; \(unlisted) more lines behind it are none either", "；其后另有 \(unlisted) 行也不是")
        return Reject(
          position: RowPosition(file: sent.name, line: one.line), column: "", value: "", why: isLast ? one.why + more : one.why,
          row: Array(repeating: "", count: columns))
      })
    count += unlisted
  }

  /// Rows that the database refused: what stands in the file goes with them, so that they can be mended and read again.
  package mutating func add<Row>(_ refused: [Reject], of reader: FeedReader<Row>) {
    var whole = refused
    // The database knows lines only.
    for index in whole.indices {
      let field = whole[index].column
      if reader.summary.sheet != nil { whole[index].position = reader.position(ofLine: whole[index].position.line, field: field) }
      // And it knows fields: people know the columns of their file.
      whole[index].column = reader.columnName(ofField: field)
    }
    guard writer != nil else { return add(whole) }
    do throws(FileFault) {
      let copies = try reader.copies(of: Set(refused.map(\.position.line)))
      for index in whole.indices { whole[index].row = copies[whole[index].position.line] ?? [] }
    } catch {
      problem = problem ?? error.wording
    }
    add(whole)
  }

  /// A reject file of an earlier import of the same file goes when nothing is rejected any more; another file of that
  /// name stays.
  package mutating func finish(replacesOld: Bool, _ report: inout ImportReport) {
    do { try writer?.close() } catch { problem = problem ?? error.wording }
    report.rejected = count
    report.firstRejects = first
    report.rejectsProblem = problem
    guard let writer else { return }
    if count > 0, problem == nil { report.rejectsFile = writer.path }
    if count == 0, replacesOld, RejectWriter.isRejectFile(writer.path) { FileAccess.remove(writer.path) }
  }
}
