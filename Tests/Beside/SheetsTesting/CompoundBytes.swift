/// Writes containers of older office files and the records of .xls workbooks, for tests.
package enum CompoundBytes {
  /// Two bytes, the low one first.
  package static func word(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
  /// Four bytes, the low one first.
  package static func long(_ value: Int) -> [UInt8] { word(value & 0xFFFF) + word(value >> 16 & 0xFFFF) }
  /// A text in UTF-16.
  package static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap { unit -> [UInt8] in word(Int(unit)) } }

  /// A container of these streams. Short ones are filled up with zeros, so that none is kept among the small.
  package static func file(streams: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    let end = 0xFFFF_FFFE
    var table: [Int] = [0xFFFF_FFFD, end]
    var sectors: [UInt8] = []
    var entries = entry("Root Entry", kind: 5, start: end, size: 0)
    for stream in streams {
      let size = max(4096, stream.bytes.count)
      let count = (size + 511) / 512
      entries += entry(stream.name, kind: 2, start: table.count, size: size)
      for index in 0..<count { table.append(index == count - 1 ? end : table.count + 1) }
      sectors += stream.bytes + [UInt8](repeating: 0, count: count * 512 - stream.bytes.count)
    }
    while entries.count < 512 { entries += entry("", kind: 0, start: 0, size: 0) }
    while table.count < 128 { table.append(0xFFFF_FFFF) }
    precondition(table.count == 128 && entries.count == 512, "more than one sector of table or directory")
    var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 16)
    header += word(0x3E) + word(3) + word(0xFFFE) + word(9) + word(6) + [UInt8](repeating: 0, count: 10)
    // One sector of table (0), the directory in sector 1, no small streams.
    header += long(1) + long(1) + long(0) + long(4096) + long(end) + long(0) + long(end) + long(0) + long(0)
    for _ in 1..<109 { header += long(0xFFFF_FFFF) }
    return header + table.flatMap { value -> [UInt8] in long(value) } + entries + sectors
  }

  private static func entry(_ name: String, kind: UInt8, start: Int, size: Int) -> [UInt8] {
    let title = utf16(name)
    return title + [UInt8](repeating: 0, count: 64 - title.count) + word(name.isEmpty ? 0 : title.count + 2) + [kind, 1]
      + [UInt8](repeating: 0xFF, count: 12) + [UInt8](repeating: 0, count: 36) + long(start) + long(size) + long(0)
  }

  /// A record of a type.
  package static func record(_ type: Int, _ bytes: [UInt8]) -> [UInt8] { word(type) + word(bytes.count) + bytes }
  /// Eight bytes of a number with a point.
  package static func double(_ value: Double) -> [UInt8] { (0..<8).map { UInt8(value.bitPattern >> (8 * UInt64($0)) & 255) } }

  /// An .xls of one sheet: records before the sheet (texts, formats), and the sheet's.
  package static func book(_ globals: [UInt8], sheet: [UInt8], state: UInt8 = 0) -> [UInt8] {
    let begin = record(0x0809, word(0x0600) + word(5) + [UInt8](repeating: 0, count: 12))
    let title = utf16("案件")
    let head = begin + globals
    let start = head.count + 4 + 8 + title.count + 4
    let bound = record(0x0085, long(start) + [state, 0, 2, 1] + title)
    return file(streams: [("Workbook", head + bound + record(0x000A, []) + begin + sheet + record(0x000A, []))])
  }
}
