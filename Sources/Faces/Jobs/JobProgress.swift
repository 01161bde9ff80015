package import Speech

/// By which a job says how far it is.
package struct JobProgress: Sendable {
  private let book: JobBook?
  private let id: String

  /// Nobody looks.
  package static let unseen = JobProgress(nil, "")

  init(_ book: JobBook?, _ id: String) { (self.book, self.id) = (book, id) }

  /// What begins, and how much there is of it; nil where nobody knows.
  package func begins(_ step: Wording, of total: Int? = nil) {
    book?.change(id) { ($0.step, $0.done, $0.total) = (step, 0, total) }
  }

  /// So much of it is done.
  package func reached(_ done: Int) {
    book?.change(id) { job in
      job.done = done
      // What was counted beforehand was wrong: then nobody knows.
      if let total = job.total, done > total { job.total = nil }
    }
  }

  /// The next of so many steps begins.
  package func next(_ step: Wording, of total: Int) {
    book?.change(id) { job in
      if job.step != nil { job.done += 1 }
      (job.step, job.total) = (step, max(total, job.done))
    }
  }
}
