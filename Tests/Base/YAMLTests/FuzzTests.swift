import Speech
import Testing
import YAML

@Suite("Mutated files")
struct FuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "&a ", "*a", "<<: ", "!t ", "---\n", "...\n", "\t", ": ", "- ", "? ", "[", "]", "{", "}", "\"", "'", "|\n", ">\n", "#", ",", "\n",
      "\r",
      "  ", "：", "甲", "\u{FEFF}", "\u{2028}", "\u{85}", "%TAG ! x\n", "%YAML 1.1\n", "\\x", "~", "@", "`",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xE4, 0xB8], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

  private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...20, using: &random))
      switch Int.random(in: 0...5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 3: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
      case 4: bytes.removeSubrange(place...)
      default: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
      }
    }
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func areATreeOrAPositionedErrorAndNeverACrash(_ seed: UInt64) {
    var random = SplitMix64(state: seed)
    var (trees, errors) = (0, 0)
    for _ in 0..<2_500 {
      var bytes = Array((Bool.random(using: &random) ? Samples.policy : Samples.agency).utf8)
      Self.mutate(&bytes, &random)
      // A position may stand one past the last character, on the line after the last break.
      let lines = 1 + bytes.count { $0 == 0x0A || $0 == 0x0D }
      do throws(YAMLError) {
        let node = try YAMLNode.parse(bytes, file: "p")
        trees += 1
        #expect(Self.isPlaced(node, lines: lines, width: bytes.count + 1))
      } catch {
        errors += 1
        #expect((1...lines).contains(error.line) && (1...bytes.count + 1).contains(error.column), "\(error)")
        #expect(!error.message.isEmpty)
      }
      Self.checkReading(bytes)
    }
    #expect(trees > 100)
    #expect(errors > 500)
  }

  /// Reading with everything collected accepts exactly what throwing accepts.
  private static func checkReading(_ bytes: [UInt8]) {
    let problems = Problems(file: "p")
    let node = YAMLNode.read(bytes, into: problems)
    #expect(node != nil || !problems.isEmpty)
    do throws(YAMLError) {
      _ = try YAMLNode.parse(bytes, file: "p")
      #expect(problems.isEmpty)
    } catch {
      #expect(problems.list.contains(error.problem))
    }
    guard let node else { return }
    _ = ValueReader(node, into: problems).mapping { reader in
      _ = reader.required("policy").string()
      _ = reader.required("covers").mapping { $0.required("stages").oneOrMore { $0.string() } }
      _ = reader.optional("workload").mapping { $0.optional("limits").entries { key, _ in key.string() } }
      return reader.optional("fair").mapping { $0.optional("match").bool() }
    }
    for problem in problems.list { #expect(problem.line >= 1 && problem.column >= 1) }
  }

  private static func isPlaced(_ node: YAMLNode, lines: Int, width: Int) -> Bool {
    let isInside = (1...lines).contains(node.position.line) && (1...width).contains(node.position.column)
    let members = (node.items ?? []) + (node.pairs ?? []).map(\.value)
    return isInside && members.allSatisfy { $0.position >= node.position && isPlaced($0, lines: lines, width: width) }
  }
}
