import FoundationEssentials
import Glibc

/// What docs/api.md tells receivers to do with a message, as it stands there.
package enum PythonCheck {
  /// The program of the page's section on webhooks; nil where there is none.
  package static func program(_ page: String) -> String? {
    guard let section = page.firstRange(of: "## Webhooks"), let open = page[section.upperBound...].firstRange(of: "```python\n"),
      let close = page[open.upperBound...].firstRange(of: "\n```")
    else { return nil }
    return String(page[open.upperBound..<close.lowerBound]) + "\n"
  }

  /// Whether there is a Python to ask.
  package static var isThere: Bool { access("/usr/bin/python3", X_OK) == 0 }

  /// What the program says of a message at that time: `True`, `False`, or whatever went wrong.
  package static func ask(_ program: String, secret: String, _ request: HookReceiver.Request, body: String? = nil, now: Int64) throws
    -> String
  {
    var template = Array("/tmp/allot-check-XXXXXX".utf8CString)
    guard let folder = mkdtemp(&template).map({ String(cString: $0) }) else { throw ReceiverFailure() }
    defer { for name in ["/check.py", "/body", "/said", ""] { remove(folder + name) } }
    let heads = ["allot-timestamp", "allot-signature"].map { request.heads[$0] ?? "" }
    let call = """
      import sys
      with open(sys.argv[1] + "/body", "rb") as file: body = file.read()
      with open(sys.argv[1] + "/said", "w") as file:
          file.write(str(is_from_allot(sys.argv[2], sys.argv[3], sys.argv[4], body, now=int(sys.argv[5]))))

      """
    try Data((program + call).utf8).write(to: URL(filePath: folder + "/check.py"))
    try Data((body ?? request.body).utf8).write(to: URL(filePath: folder + "/body"))
    let words: [String] = ["python3", folder + "/check.py", folder, secret, heads[0], heads[1], String(now)]
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    argv.append(nil)
    defer { for pointer in argv { free(pointer) } }
    var (pid, status) = (pid_t(), Int32())
    guard posix_spawn(&pid, "/usr/bin/python3", nil, nil, &argv, environ) == 0, waitpid(pid, &status, 0) == pid else {
      throw ReceiverFailure()
    }
    guard status == 0 else { return "ended with \(status)" }
    return String(decoding: try Data(contentsOf: URL(filePath: folder + "/said")), as: UTF8.self)
  }
}
