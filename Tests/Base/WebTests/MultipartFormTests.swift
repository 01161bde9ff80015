import Testing

@testable import Web

@Suite struct MultipartFormTests {
  private static let type = "multipart/form-data; boundary=x7"

  private func form(_ parts: [(head: String, body: [UInt8])], end: String = "--x7--\r\n") -> [UInt8] {
    parts.flatMap { Array("--x7\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n".utf8) + $0.body + Array("\r\n".utf8) }
      + Array(end.utf8)
  }

  @Test func whatWasTypedAndTheFileThatWasChosenAreRead() throws {
    let bytes: [UInt8] = [0, 255, 13, 10, 45, 45, 120]
    let read = try MultipartForm(
      form([
        ("name=\"feed\"", Array("cases".utf8)), ("name=\"client\"", []),
        ("name=\"file\"; filename=\"C:\\\\Users\\\\li\\\\案件.csv\"\r\nContent-Type: text/csv", bytes), ("name=\"other\"; filename=\"\"", []),
      ]), contentType: Self.type)
    #expect(read.fields == FormFields([("feed", "cases"), ("client", "")]))
    #expect(read.files.count == 1 && read.files.first?.name == "案件.csv" && read.files.first?.bytes == bytes)
  }

  @Test func theBoundaryWithinAFileIsFoundOnlyAtTheBeginningOfALine() throws {
    let body = Array("a--x7 b\n--x7".utf8)
    let read = try MultipartForm(form([("name=\"file\"; filename=\"a\"", body)]), contentType: Self.type)
    #expect(read.files.first?.bytes == body)
  }

  @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=other"])
  func anotherBoundaryIsNoForm(_ type: String) {
    #expect(throws: WebFault.malformed) { try MultipartForm(form([("name=\"a\"", [65])]), contentType: type) }
  }

  @Test func aFormThatWasCutOffIsNotTaken() {
    let whole = form([("name=\"a\"", Array("text".utf8)), ("name=\"file\"; filename=\"f\"", Array(repeating: 65, count: 40))])
    for length in stride(from: 1, to: whole.count - 4, by: 3) {
      #expect(throws: WebFault.self) { try MultipartForm(Array(whole.prefix(length)), contentType: Self.type) }
    }
  }
}
