import Testing
import YAML

@Suite("The layout of a file")
struct LayoutTests {
  @Test("is two blanks a level, one blank after colons and commas, and the notes stay")
  func layout() {
    let text = """
      a:   1   # one
      list:
      - { x:1, y :  2,z: [ 1,2 ] }
      -   name: "a, b:  {c}"
          more:
              deep: it's  so
      # about end


      end: {  }\r
      flow: { a: 1,
         b: 2 }
      """
    #expect(
      YAMLLayout.canonical(text) == """
        a: 1 # one
        list:
          - { x:1, y: 2, z: [1, 2] }
          - name: "a, b:  {c}"
            more:
              deep: it's  so
        # about end

        end: {}
        flow: { a: 1,
           b: 2 }

        """)
  }

  @Test("keeps block texts, texts over several lines and notes that end a list")
  func blocks() throws {
    let text = "a:\n    b: |\n        x  y \n\n          z\n    c: one\n      two\n    # end of a\nd: 'it''s\n  long'\n"
    let laid = try #require(YAMLLayout.canonical(text))
    #expect(laid == "a:\n  b: |\n      x  y \n\n        z\n  c: one\n    two\n  # end of a\nd: 'it''s\n  long'\n")
  }

  @Test("of what is no document is none")
  func none() { #expect(YAMLLayout.canonical("a: [1") == nil) }

  @Test("says the same and is stable, however the text is spoilt", arguments: 1...60)
  func same(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var scalars = Array(Self.sample.unicodeScalars)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0..<scalars.count, using: &random)
      switch Int.random(in: 0...3, using: &random) {
      case 0: scalars.remove(at: place)
      case 1: scalars.insert(scalars[Int.random(in: 0..<scalars.count, using: &random)], at: place)
      default: scalars.insert(" ", at: place)
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    let text = String(view)
    guard let before = try? YAMLNode.parse(text, file: "x") else { return }
    let laid = try #require(YAMLLayout.canonical(text))
    #expect(try YAMLNode.parse(laid, file: "x").says(before))
    #expect(YAMLLayout.canonical(laid) == laid)
  }

  private static let sample = """
    # note
    policy: cards   # name
    stay:
      - { when: { plan: running }, until: "2 missed # instalments" }
      -  when: { promise: [open, 'bro''ken'] }
         until: always
    text: |
      keep  this
        and this
    folded: >-
        one
        two
    route: [a,
      b, {c: d}]
    end: it's, fine
    """

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
