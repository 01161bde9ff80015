/// The container of older office files (MS-CFB): streams by name, cut into sectors. Held in memory as a whole.
struct CompoundFile {
  private let bytes: [UInt8]
  private let sectorSize: Int
  private var table: [UInt32] = []
  private var miniTable: [UInt32] = []
  private var miniStream: [UInt8] = []
  private let miniCutoff: Int
  private var entries: [(name: String, start: UInt32, size: Int)] = []

  /// Reads the container's tables; nil when they make no sense.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count >= 512, case let shift = Int(bytes.word(30)), shift == 9 || shift == 12, bytes.word(32) == 6 else { return nil }
    sectorSize = 1 << shift
    miniCutoff = Int(bytes.long(56))
    // The sectors of the table: 109 of them are named in the header, more in a chain of their own.
    var sectors = (0..<109).map { bytes.long(76 + 4 * $0) }
    var next = bytes.long(68)
    var steps = 0
    while next < CompoundFile.reserved {
      guard let start = offset(next), steps < bytes.count / sectorSize else { return nil }
      steps += 1
      for place in 0..<(sectorSize / 4 - 1) { sectors.append(bytes.long(start + 4 * place)) }
      next = bytes.long(start + sectorSize - 4)
    }
    for sector in sectors where sector < CompoundFile.reserved {
      guard let start = offset(sector), table.count <= bytes.count / sectorSize + sectorSize else { return nil }
      for place in 0..<(sectorSize / 4) { table.append(bytes.long(start + 4 * place)) }
    }
    guard let directory = chain(bytes.long(48)) else { return nil }
    for start in stride(from: 0, to: directory.count - 127, by: 128) {
      let length = Int(directory.word(start + 64))
      guard (2...64).contains(length), length % 2 == 0 else { continue }
      let units = (0..<(length / 2 - 1)).map { directory.word(start + 2 * $0) }
      let size = Int(directory.long(start + 120))
      let isRoot = directory[start + 66] == 5
      entries.append((isRoot ? "" : String(decoding: units, as: UTF16.self), directory.long(start + 116), size))
    }
    guard let root = entries.first(where: { $0.name.isEmpty }) else { return nil }
    if root.start < CompoundFile.reserved, let mini = chain(root.start), let list = chain(bytes.long(60)) {
      miniStream = mini
      miniTable = (0..<(list.count / 4)).map { list.long(4 * $0) }
    }
  }

  /// Numbers from here on are signs: end of a chain, free sector.
  private static let reserved: UInt32 = 0xFFFF_FFFA

  var names: [String] { entries.map(\.name) }

  /// The bytes of a stream; nil when there is none of that name, or it is damaged.
  func stream(_ name: String) -> [UInt8]? {
    guard let entry = entries.first(where: { $0.name == name }) else { return nil }
    if entry.size >= miniCutoff {
      guard let all = chain(entry.start), all.count >= entry.size else { return nil }
      return Array(all[..<entry.size])
    }
    var result: [UInt8] = []
    var next = entry.start
    while result.count < entry.size {
      let start = Int(next) * 64
      guard next < CompoundFile.reserved, start + 64 <= miniStream.count, Int(next) < miniTable.count else { return nil }
      result.append(contentsOf: miniStream[start..<(start + 64)])
      next = miniTable[Int(next)]
    }
    return Array(result[..<entry.size])
  }

  private func offset(_ sector: UInt32) -> Int? {
    let start = (Int(sector) + 1) * sectorSize
    return start + sectorSize <= bytes.count ? start : nil
  }

  private func chain(_ first: UInt32) -> [UInt8]? {
    var result: [UInt8] = []
    var next = first
    while next < CompoundFile.reserved {
      // A chain that is longer than the file goes in a circle.
      guard Int(next) < table.count, result.count <= bytes.count else { return nil }
      let start = (Int(next) + 1) * sectorSize
      // The last sector may be cut where the file ends.
      guard start < bytes.count else { return nil }
      result.append(contentsOf: bytes[start..<min(start + sectorSize, bytes.count)])
      next = table[Int(next)]
    }
    return result
  }
}

extension [UInt8] {
  /// Two bytes, the low one first.
  func word(_ index: Int) -> UInt16 { UInt16(self[index]) | UInt16(self[index + 1]) << 8 }
  /// Four bytes, the low one first.
  func long(_ index: Int) -> UInt32 { UInt32(word(index)) | UInt32(word(index + 2)) << 16 }
  /// Eight bytes as a number with a point.
  func double(_ index: Int) -> Double { Double(bitPattern: UInt64(long(index)) | UInt64(long(index + 4)) << 32) }
}
