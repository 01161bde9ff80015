/// A mail address of the plain kind: `li@example.org`. What is none cannot be made, so that no address becomes an option, a second header or a second reader.
package struct MailAddress: Sendable, Hashable, CustomStringConvertible {
  /// As it is written.
  package let description: String

  /// nil for anything but one address: letters, digits and `.!#$%&'*+/=?^_{|}~-` before one `@`, a host name of letters, digits, `-` and `.` behind it; at
  /// most 254 characters, not beginning with `-` or `.`.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].count), !parts[1].isEmpty else { return nil }
    let marks = Array(".!#$%&'*+/=?^_{|}~-".utf8)
    func isPlain(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) }
    guard parts[0].allSatisfy({ isPlain($0) || marks.contains($0) }), parts[1].allSatisfy({ isPlain($0) || $0 == 45 || $0 == 46 }) else {
      return nil
    }
    for part in parts where part.first == 45 || part.first == 46 || part.last == 46 { return nil }
    description = text
  }

  /// What stands behind the `@`.
  package var host: String { String(description.split(separator: "@").last ?? "") }
}
