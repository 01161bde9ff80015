import Answers
import Reception
import Speech
import Web
import Wire

extension Call {
  /// An answer as the command line prints it with `--json`, on one line.
  func answer(_ answer: Answer, status: Int = 200) -> WebResponse { self.answer(answer.json, status: status) }

  /// A value of our own.
  func answer(_ json: JSON, status: Int = 200) -> WebResponse {
    var response = WebResponse(status, type: "application/json", bytes: Array((json.text + "\n").utf8))
    response.headers["content-language"] = language.tag
    return response
  }
}
