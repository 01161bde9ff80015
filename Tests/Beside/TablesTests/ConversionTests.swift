import TestRandom
import Testing

@testable import Tables

@Suite struct ConversionTests {
  /// Two rows in GB18030, with characters of two and four bytes.
  private let chinese: [UInt8] = [
    0xB0, 0xB8, 0xBC, 0xFE, 0xB1, 0xE0, 0xBA, 0xC5, 0x2C, 0xCE, 0xAF, 0xCD, 0xD0, 0xB7, 0xBD, 0x2C, 0xD7, 0xEE, 0xD0, 0xC2, 0xC7, 0xB7,
    0xBF, 0xEE, 0x2C, 0xB1, 0xB8, 0xD7, 0xA2, 0x0A, 0xBC, 0xD7, 0x31, 0x2C, 0xBC, 0xD7, 0xD2, 0xF8, 0xD0, 0xD0, 0x2C, 0x31, 0x32, 0x2E,
    0x35, 0x30, 0x2C, 0xE9, 0x46, 0x81, 0x39, 0xEF, 0x31, 0x95, 0x34, 0xB2, 0x35, 0x0A, 0xD2, 0xD2, 0x32, 0x2C, 0xD2, 0xD2, 0xD2, 0xF8,
    0xD0, 0xD0, 0x2C, 0x33, 0x2C, 0xBA, 0xC3, 0x0A,
  ]

  @Test func convertingInPiecesOfAnySizeGivesTheSame() throws {
    let whole = try TextDecoder(.gb18030, file: "f")
    let expected = whole.decode(chinese) + whole.decode([])
    #expect(String(validating: expected, as: UTF8.self) != nil)
    for size in 1...9 {
      let decoder = try TextDecoder(.gb18030, file: "f")
      var result: [UInt8] = []
      for start in stride(from: 0, to: chinese.count, by: size) {
        result += decoder.decode(Array(chinese[start..<min(chinese.count, start + size)]))
      }
      #expect(result + decoder.decode([]) == expected, "pieces of \(size)")
    }
  }

  @Test func theCensusAgreesWithTheStandardLibrary() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<3000 {
      var bytes = Array(String("aé中𠮷b, 9").utf8).shuffledSlightly(&random)
      if random.below(3) == 0 { bytes.append(UInt8(random.below(256))) }
      bytes.removeAll { $0 == 0 }
      var census = UTF8Census()
      let cut = random.below(bytes.count + 1)
      census.add(Array(bytes[..<cut]))
      census.add(Array(bytes[cut...]))
      census.finish()
      #expect((census.faults == 0) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
    }
  }

  @Test func aByteZeroIsFoundWhereverItStands() {
    for place in 0..<40 {
      var bytes = [UInt8](repeating: 97, count: 40)
      bytes[place] = 0
      var census = UTF8Census()
      census.add(bytes)
      #expect(census.firstZero == place)
    }
  }
}

extension [UInt8] {
  fileprivate func shuffledSlightly(_ random: inout SplitMix64) -> [UInt8] {
    var copy = self
    if random.below(2) == 0 { copy.swapAt(random.below(count), random.below(count)) }
    if random.below(2) == 0 { copy.remove(at: random.below(copy.count)) }
    return copy
  }
}
