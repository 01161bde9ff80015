/// A form with a file in it, as browsers send one (RFC 7578). It is read whole: its sender is a person at a browser, and its limit is the reader's.
package struct MultipartForm: Sendable {
  /// A file that was chosen.
  package struct File: Sendable {
    /// Name of its field.
    package var field: String
    /// As the person's machine calls it, without folders.
    package var name: String
    package var bytes: [UInt8]
  }
  /// What was typed.
  package private(set) var fields = FormFields()
  /// Files that were chosen; a field left empty brings none.
  package private(set) var files: [File] = []

  /// `contentType`: the header as it came. Throws `WebFault.malformed` for what is no such form, `cutOff` where its end is missing.
  package init(_ bytes: [UInt8], contentType: String) throws(WebFault) {
    guard let boundary = Self.parameter("boundary", of: contentType), (1...70).contains(boundary.utf8.count) else { throw .malformed }
    let mark = Array("--\(boundary)".utf8)
    var pairs: [(String, String)] = []
    guard var start = Self.find(mark, in: bytes, from: 0) else { throw .malformed }
    while true {
      start += mark.count
      if bytes[start...].starts(with: Array("--".utf8)) { break }
      guard bytes[start...].starts(with: Array("\r\n".utf8)), pairs.count + files.count < FormFields.most else { throw .malformed }
      guard let head = Self.find(Array("\r\n\r\n".utf8), in: bytes, from: start),
        let end = Self.find(Array("\r\n".utf8) + mark, in: bytes, from: head + 2)
      else { throw .cutOff }
      let body = head + 4 <= end ? bytes[(head + 4)..<end] : []
      let (name, file) = try Self.names(bytes[start..<head])
      if let file {
        if !file.isEmpty { files.append(File(field: name, name: file, bytes: Array(body))) }
      } else {
        guard let text = String(validating: body, as: UTF8.self), !body.contains(0) else { throw .malformed }
        pairs.append((name, text))
      }
      start = end + 2
    }
    fields = FormFields(pairs)
  }

  /// Name of the field, and of the file where it is one, from the lines above a part.
  private static func names(_ head: ArraySlice<UInt8>) throws(WebFault) -> (field: String, file: String?) {
    guard let text = String(validating: head, as: UTF8.self) else { throw .malformed }
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "content-disposition" else { continue }
      guard let name = parameter("name", of: String(parts[1])) else { throw .malformed }
      let file = parameter("filename", of: String(parts[1]))
      return (name, file.map { String($0.split { $0 == "/" || $0 == "\\" }.last ?? "") })
    }
    throw .malformed
  }

  /// `x; boundary=abc` or `x; name="a b"`; browsers write a quote within a name as `%22`.
  static func parameter(_ name: String, of header: String) -> String? {
    for part in header.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].filter({ $0 != " " }).lowercased() == name else { continue }
      var value = pair[1].drop { $0 == " " }
      if value.hasPrefix("\"") { value = value.dropFirst().prefix { $0 != "\"" } }
      return String(value).replacing("%22", with: "\"")
    }
    return nil
  }

  private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first, start <= bytes.count - pattern.count else { return nil }
    var at = start
    while at <= bytes.count - pattern.count {
      if bytes[at] == first, bytes[at..<(at + pattern.count)].elementsEqual(pattern) { return at }
      at += 1
    }
    return nil
  }
}
