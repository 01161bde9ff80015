import Testing

@testable import Digest

@Suite struct DigestTests {
  /// FIPS 180-4 examples (NIST).
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func hashesThePublishedExamples(text: String, expected: String) {
    #expect(Hex.encode(SHA256.hash(text)) == expected)
    #expect(Hex.encode(SHA256.hash(Array(text.utf8))) == expected)
  }

  @Test func hashesAMillionLetters() {
    let text = String(repeating: "a", count: 1_000_000)
    #expect(Hex.encode(SHA256.hash(text)) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func digestDoesNotDependOnHowTheBytesWereCut() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let whole = SHA256.hash(bytes)
    for size in [1, 7, 63, 64, 65, 999] {
      var hasher = SHA256()
      for start in stride(from: 0, to: bytes.count, by: size) { hasher.update(Array(bytes[start..<min(start + size, bytes.count)])) }
      #expect(hasher.digest() == whole)
    }
  }

  @Test func aCopyContinuesOnItsOwn() {
    var first = SHA256()
    first.update("ab")
    var second = first
    second.update("x")
    first.update("c")
    #expect(first.digest() == SHA256.hash("abc"))
    #expect(second.digest() == SHA256.hash("abx"))
    #expect(first.digest() == SHA256.hash("abc"), "asking for the digest changes nothing")
    first.update(1)
    #expect(first.digest() == SHA256.hash(Array("abc".utf8) + [0, 0, 0, 0, 0, 0, 0, 1]))
  }

  /// RFC 4231, cases 1, 2, 3 and 6.
  @Test(
    arguments: [
      ([UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
      (
        Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (
        [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
      ),
      (
        [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
    ] as [([UInt8], [UInt8], String)])
  func authenticatesThePublishedExamples(key: [UInt8], message: [UInt8], expected: String) {
    let code = HMACSHA256.code(for: message, key: key)
    #expect(Hex.encode(code) == expected)
    #expect(HMACSHA256.isValid(code, for: message, key: key))
    #expect(!HMACSHA256.isValid(code, for: message + [0], key: key))
    #expect(!HMACSHA256.isValid(Array(code.dropLast()), for: message, key: key))
  }

  @Test func anEmptyKeyIsNotTheKeyOfTheCallBefore() {
    _ = HMACSHA256.code(for: [1], key: [9, 9])
    #expect(
      Hex.encode(HMACSHA256.code(for: [], key: [])) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad")
  }

  @Test func hexIsReadBackAndRefusesWhatIsNoHex() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    #expect(Hex.decode("AbCd") == [0xab, 0xcd])
    for text in ["abc", "zz", "0g", "é"] { #expect(Hex.decode(text) == nil) }
  }
}
