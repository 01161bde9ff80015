package import Answers
package import Web

/// What came of a job.
package struct JobOutcome: Sendable {
  /// As it is answered to whoever waits for it.
  package var response: WebResponse
  /// The same for people; nil where a page of its own shows it.
  package var answer: Answer?
  /// Where the console shows what came of it; nil: beside the job.
  package var page: String?

  /// `response`: bytes, not a stream.
  package init(_ response: WebResponse, answer: Answer? = nil, page: String? = nil) {
    (self.response, self.answer, self.page) = (response, answer, page)
  }
}
