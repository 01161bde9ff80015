/// Texts one after the other as bytes that no other texts give: each with its length in eight bytes, most significant first, then its UTF-8.
package enum Fields {
  /// The bytes of `texts` in their order.
  package static func bytes(_ texts: some Sequence<String>) -> [UInt8] {
    var bytes: [UInt8] = []
    for text in texts {
      withUnsafeBytes(of: Int64(text.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
      bytes.append(contentsOf: text.utf8)
    }
    return bytes
  }
}
