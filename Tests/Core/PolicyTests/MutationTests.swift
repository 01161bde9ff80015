import Policy
import Testing
import YAML

@Suite("Mutated shipped files")
struct MutationTests {
  /// A file cut into words, signs, blanks and line ends, so that joining gives it back.
  private static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    for character in text.unicodeScalars {
      let isWord = character.properties.isAlphabetic || ("0"..."9").contains(character) || "_-.%".unicodeScalars.contains(character)
      if isWord {
        word.unicodeScalars.append(character)
      } else {
        if !word.isEmpty { tokens.append(word) }
        word = ""
        tokens.append(String(character))
      }
    }
    if !word.isEmpty { tokens.append(word) }
    return tokens
  }

  private static func spoil(_ tokens: inout [String], _ random: inout SplitMix64) {
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0..<tokens.count, using: &random)
      switch Int.random(in: 0...4, using: &random) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(tokens[place], at: place)
      case 2: tokens[place] = tokens[Int.random(in: 0..<tokens.count, using: &random)]
      case 3: tokens.swapAt(place, Int.random(in: 0..<tokens.count, using: &random))
      default:
        tokens[place] =
          ["off", "0", "-1", "99999999999999999999", "%", "..", "> ", "{}", "[]", "\"", "：", "甲", "null"].randomElement(using: &random)
          ?? ""
      }
    }
  }

  @Test(
    "a thousand spoilt policies are right and usable or wrong with a reason, and laid out they say the same",
    arguments: [UInt64(11), 12, 13, 14])
  func policies(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    let agency = try Shipped.agency()
    let names = ["retail-card.yaml", "consumer-loans-en.yaml", "agencies/us-third-party/policy.yaml", "agencies/twelve-people/policy.yaml"]
    let cut = try names.map { Self.tokens(try Shipped.text($0)) }
    for _ in 0..<250 {
      var tokens = cut[Int.random(in: 0..<cut.count, using: &random)]
      Self.spoil(&tokens, &random)
      let text = tokens.joined()
      let check = PolicyFile.check([("p.yaml", Array(text.utf8))], under: agency)
      #expect(check.errors.isEmpty == (check.set != nil))
      guard let policy = check.policies.first, let laid = YAMLLayout.canonical(text) else { continue }
      #expect(PolicyFile.check([("p.yaml", Array(laid.utf8))], under: agency).policies.first == policy)
    }
  }

  @Test("never crash the check, and what is wrong is placed within the file", arguments: [UInt64(1), 2, 3, 4])
  func noCrash(_ seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    let files = try Shipped.all()
    let cut = files.map { Self.tokens(String(decoding: $0.bytes, as: UTF8.self)) }
    for _ in 0..<120 {
      let which = Int.random(in: 0..<files.count, using: &random)
      var tokens = cut[which]
      Self.spoil(&tokens, &random)
      var mutated = files
      mutated[which].bytes = Array(tokens.joined().utf8)
      let check = PolicyFile.check(mutated)
      #expect(check.errors.isEmpty == (check.set != nil))
      let lines = tokens.joined().split(separator: "\n", omittingEmptySubsequences: false).count
      for problem in check.errors where problem.file == files[which].name {
        #expect((1...lines + 1).contains(problem.line) && problem.column >= 1)
      }
    }
  }

  /// Every word that is no name, note or date must matter: with a letter too many the file is refused.
  @Test("are refused when any key or word of the language is misspelled", arguments: Shipped.names + ["calendars/cn-2026.yaml"])
  func misspelled(_ name: String) throws {
    let lines = try Shipped.text(name).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let others = try Shipped.beneath(name)
    var tried = 0
    for (number, line) in lines.enumerated() {
      let code = String(line.prefix { $0 != "#" })
      var offset = code.startIndex
      while let colon = code[offset...].firstIndex(of: ":") {
        offset = code.index(after: colon)
        let key = code[..<colon].reversed().prefix { $0.isASCII && ($0.isLetter || $0 == "_") }
        guard !key.isEmpty, offset < code.endIndex ? code[offset] == " " : true else { continue }
        var changed = lines
        changed[number] = code[..<colon] + "zz" + line[colon...]
        // `USD:` and the like are data; a currency with two letters more is none.
        let check = PolicyFile.check(others + [(name, Array(changed.joined(separator: "\n").utf8))])
        #expect(check.set == nil && check.errors.contains { $0.file == name && $0.line == number + 1 }, "\(name):\(number + 1) \(line)")
        tried += 1
      }
    }
    #expect(tried > 20)
  }

  @Test("are refused when a number or unit is broken", arguments: Shipped.names)
  func brokenNumbers(_ name: String) throws {
    let text = try Shipped.text(name)
    let others = try Shipped.beneath(name)
    var tried = 0
    for unit in [
      "working days", "days", " h,", " min", "%", " CNY", " USD", " cases", " rows", "within ", "> ", ">= ", "missed instalments",
      "after due", "running", "open",
    ] {
      for range in text.ranges(of: unit) {
        let lineStart = text[..<range.lowerBound].lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
        let line = text[lineStart..<range.lowerBound]
        // Notes may say what they like.
        guard !line.contains("#") else { continue }
        let changed = text[..<range.lowerBound] + "x" + text[range.lowerBound...]
        let check = PolicyFile.check(others + [(name, Array(changed.utf8))])
        #expect(check.set == nil, "\(name): \(line)x\(unit)")
        tried += 1
      }
    }
    #expect(tried > 5)
  }
}
