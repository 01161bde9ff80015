import QRCodes
import Testing

@Suite struct QRCodeTests {
  /// What readers look for: three corners of seven squares, and the line of alternating ones between them.
  @Test(arguments: ["a", "otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=x", String(repeating: "长", count: 300)])
  func readersFindTheirMarks(text: String) throws {
    let code = try #require(QRCode(text))
    func dark(_ row: Int, _ column: Int) -> Bool { code.isDark[row * code.size + column] }
    #expect(code.size >= 21 && (code.size - 21) % 4 == 0 && code.isDark.count == code.size * code.size)
    for (top, left) in [(0, 0), (0, code.size - 7), (code.size - 7, 0)] {
      let corner = (0..<7).map { row in (0..<7).map { dark(top + row, left + $0) ? "#" : "." }.joined() }
      #expect(corner == ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"])
    }
    for place in 8..<(code.size - 8) {
      #expect(dark(6, place) == (place % 2 == 0) && dark(place, 6) == (place % 2 == 0))
    }
  }

  @Test func thePathDrawsEveryDarkSquareOnceAndNothingElse() throws {
    let code = try #require(QRCode("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQ"))
    var drawn = [Bool](repeating: false, count: code.isDark.count)
    for run in code.path.split(separator: "M") {
      let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
      for column in numbers[0]..<(numbers[0] + numbers[2]) {
        let place = (numbers[1] - 4) * code.size + column - 4
        #expect(!drawn[place])
        drawn[place] = true
      }
    }
    #expect(drawn == code.isDark)
  }

  @Test func whatIsTooLongOrEmptyIsNone() {
    #expect(QRCode("") == nil && QRCode(String(repeating: "x", count: 5_000)) == nil)
  }
}
