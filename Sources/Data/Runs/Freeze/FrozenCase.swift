import Portfolio
import Schema

/// Reads `case_state.frozen`, the packed form of what a night needs of a case; see the schema for its layout.
struct FrozenCase {
  let bytes: UnsafeRawBufferPointer

  static let commonLength = 71
  static let length = 109

  /// nil when the length is no length of ours.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.commonLength || bytes.count == Self.length else { return nil }
    self.bytes = bytes
  }

  private func load<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type, _ offset: Int) -> Value {
    Value(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
  }

  var outstanding: Int64 { load(Int64.self, 0) }
  /// 0 for nobody.
  var holder: Int64 { load(Int64.self, 8) }
  var debtor: Int64 { load(Int64.self, 16) }
  var rev: Int32 { load(Int32.self, 24) }
  var hand: Int16 { load(Int16.self, 28) }
  var caseClass: Int16 { load(Int16.self, 30) }
  var client: Int32 { load(Int32.self, 32) }
  /// 0 for none, as all dictionary ids.
  var batch: Int32 { load(Int32.self, 36) }
  var product: Int32 { Int32(load(UInt16.self, 40)) }
  var stage: Int32 { Int32(load(UInt16.self, 42)) }
  var region: Int32 { load(Int32.self, 44) }
  var entrustedOn: Day { Day(load(Int32.self, 48)) }
  var overdueOn: Day { Day(load(Int32.self, 52)) }
  var dueBackOn: Day { Day(load(Int32.self, 56)) }
  var heldSince: Day { Day(load(Int32.self, 60)) }
  var classSince: Day { Day(load(Int32.self, 64)) }
  /// Three letters, as the number that `Currency` packs them into.
  var currency: UInt32 { UInt32(bytes[68]) << 16 | UInt32(bytes[69]) << 8 | UInt32(bytes[70]) }

  /// Throws when the column holds no currency.
  func readCurrency() throws -> Currency { try Currency(stored: String(decoding: bytes[68..<71], as: UTF8.self)) }

  var hasRare: Bool { bytes.count == Self.length }
  var requiredSkills: UInt64 { load(UInt64.self, 71) }
  var pinnedTo: Int64 { load(Int64.self, 79) }
  var flags: Int32 { load(Int32.self, 87) }
  var hold: Int16 { load(Int16.self, 91) }
  var retainedUntil: Day { Day(load(Int32.self, 93)) }
  var holdFrom: Day { Day(load(Int32.self, 97)) }
  var holdUntil: Day { Day(load(Int32.self, 101)) }
  var pinnedUntil: Day { Day(load(Int32.self, 105)) }
}
