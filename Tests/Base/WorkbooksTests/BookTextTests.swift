import Testing

@testable import Workbooks

@Suite struct BookTextTests {
  @Test(arguments: [
    ("plain", "plain", 5), ("张三", "张三", 4), ("é", "é", 1), ("😀", "😀", 2), ("=1+1", "=1+1", 4), ("a_b x_y", "a_b x_y", 7),
    ("_x0041_", "_x005F_x0041_", 7), ("_x00_", "_x00_", 5), ("_x_x0041_", "_x_x005F_x0041_", 9), ("a\r\nb\rc\n", "a\nb\nc\n", 7),
    ("a\tb", "a\tb", 3), ("\u{0}\u{1B}\u{7F}", "␀␛␡", 3), ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}", 4),
  ]) func textIsWhatACellCanHold(original: String, text: String, width: Int) {
    let made = BookText(original)
    #expect(made.text == text && made.width == width && !made.isCut)
  }

  @Test func whatIsTooLongIsCutAtTheLimitBetweenCharacters() {
    let whole = BookText(String(repeating: "a", count: 32_767))
    #expect(!whole.isCut && whole.length == 32_767)
    let cut = BookText(String(repeating: "a", count: 32_768))
    #expect(cut.isCut && cut.length == 32_767 && cut.text.hasSuffix("a…"))
    let pictures = BookText(String(repeating: "😀", count: 20_000))
    #expect(pictures.isCut && pictures.length == 32_767 && pictures.text.hasSuffix("😀…"))
    // Escapes are longer in the file than in the cell.
    let escapes = BookText(String(repeating: "_x0041_", count: 4681))
    #expect(!escapes.isCut && escapes.length == 32_767)
  }
}
