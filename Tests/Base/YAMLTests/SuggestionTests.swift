import Speech
import Testing
import YAML

@Suite("Did you mean")
struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("covres", "covers", 1), ("kitten", "sitting", 3), ("甲组", "乙组", 1), ("ca", "abc", 3),
    ("😀a", "a", 1),
  ])
  func distances(_ left: String, _ right: String, _ distance: Int) {
    #expect(Suggestion.distance(left, right) == distance)
    #expect(Suggestion.distance(right, left) == distance)
  }

  @Test func oneRandomEditIsOneEditAway() {
    var random = SplitMix64(state: 3)
    for _ in 0..<500 {
      let word = (0..<Int.random(in: 4...9, using: &random)).map { _ in UInt8.random(in: 97...122, using: &random) }
      var edited = word
      let place = Int.random(in: 0..<word.count - 1, using: &random)
      switch Int.random(in: 0...3, using: &random) {
      case 0: edited.remove(at: place)
      case 1: edited.insert(95, at: place)
      case 2: edited[place] = 95
      default: edited.swapAt(place, place + 1)
      }
      let (left, right) = (String(decoding: word, as: UTF8.self), String(decoding: edited, as: UTF8.self))
      #expect(Suggestion.distance(left, right) == (word == edited ? 0 : 1))
      #expect(Suggestion.closest(to: right, among: ["zzzzzzzzzzzzzzzz", left]) == left)
    }
  }

  @Test func farWordsAreNotSuggested() {
    #expect(Suggestion.closest(to: "abc", among: ["xyz", "abxy"]) == nil)
    #expect(Suggestion.closest(to: "a", among: ["b"]) == nil)
    #expect(Suggestion.closest(to: "Not-Back To", among: ["not_back_to"]) == "not_back_to")
    #expect(Suggestion.closest(to: String(repeating: "a", count: 100_000), among: ["aa"]) == nil)
    #expect(Suggestion.closest(to: "bat", among: ["cat", "rat"]) == "cat")
  }
}
