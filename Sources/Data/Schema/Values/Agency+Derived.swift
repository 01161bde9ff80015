import Digest
package import Faults
package import Speech

extension Agency {
  /// 32 bytes that only this agency can make, of a text that says what they are for: secrets that are derived stand in no table, dump or backup, and whoever
  /// has one of them has no other. `number`: of the key, so that they stay what they are when the key is renewed. Throws with `EX_CONFIG` where that key is not
  /// here; `purpose` says what cannot be done without.
  package func derived(_ text: String, key number: Int32, for purpose: Wording) throws(OperationError) -> [UInt8] {
    let keys = identifierKey.isEmpty ? [] : earlierKeys + [identifierKey]
    guard number > 0, Int(number) <= keys.count, !keys[Int(number) - 1].isEmpty else {
      throw OperationError(
        .configuration,
        Wording(
          "key \(number) of agency \(code), \(purpose[.en]), is not here",
          "机构 \(code) 的第 \(number) 号密钥不在此处，\(purpose[.zh])"),
        remedy: Wording("name the key file with ALLOT_KEY_FILE", "请用 ALLOT_KEY_FILE 指定密钥文件"))
    }
    return HMACSHA256.code(for: Array(text.utf8), key: keys[Int(number) - 1])
  }
}
