/// A statement laid out for libpq: text, and parameters as one run of bytes.
struct BoundStatement {
  let text: String
  private let types: [UInt32]
  private let lengths: [Int32]
  /// Start of each value in `bytes`; nil is NULL.
  private let offsets: [Int?]
  private let bytes: [UInt8]

  init(_ sql: SQL) {
    text = sql.text
    let parameters = sql.parameters
    types = parameters.map(\.type.rawValue)
    lengths = parameters.map { Int32($0.bytes?.count ?? 0) }
    var bytes: [UInt8] = []
    offsets = parameters.map { parameter in
      guard let value = parameter.bytes else { return nil }
      defer { bytes += value }
      return bytes.count
    }
    // An empty value needs an address too: NULL would mean SQL NULL.
    bytes.append(0)
    self.bytes = bytes
  }

  /// The arrays libpq takes, valid during `body`.
  struct Pointers {
    let count: Int32
    let types: UnsafePointer<UInt32>?
    let values: UnsafePointer<UnsafePointer<CChar>?>?
    let lengths: UnsafePointer<Int32>?
    let formats: UnsafePointer<Int32>?
  }

  func withPointers<Result>(_ body: (Pointers) -> Result) -> Result {
    bytes.withUnsafeBytes { bytes in
      let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
      let values = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
      let formats = [Int32](repeating: 1, count: types.count)
      return types.withUnsafeBufferPointer { types in
        values.withUnsafeBufferPointer { values in
          lengths.withUnsafeBufferPointer { lengths in
            formats.withUnsafeBufferPointer { formats in
              body(
                Pointers(
                  count: Int32(types.count), types: types.baseAddress, values: values.baseAddress, lengths: lengths.baseAddress,
                  formats: formats.baseAddress))
            }
          }
        }
      }
    }
  }
}
