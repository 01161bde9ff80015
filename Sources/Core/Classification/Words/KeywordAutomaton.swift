/// Finds all occurrences of many keywords in one pass over UTF-8 bytes (Aho–Corasick as a complete automaton).
///
/// A byte costs one load that waits for another, so the table must be small enough to stay in the processor's cache: bytes are grouped into
/// classes that no keyword tells apart, a row has 50 to 200 entries of two bytes. States are numbered breadth first, which keeps the busy ones
/// together, those in which a keyword ends after all others, which tells them by their number. At the root a Chinese character is looked up as
/// a whole, and bytes that begin no keyword are skipped.
///
/// Case and full width are folded in the automaton, not in the text: capitals share the class of their small letters, and a full-width
/// character leads, through up to two states of its own, to where its ASCII form leads.
struct KeywordAutomaton: Sendable {
  static let stateLimit = 65_535

  private var classOf = [UInt8](repeating: 0, count: 256)
  private var classCount = 1
  /// By state and class of a byte: the state that follows.
  private var next: [UInt16] = []
  /// In this state and all after it a keyword ends.
  private var firstEnd = 0
  /// Where a three-byte character leads from the root, by code point.
  private var afterCharacter: [UInt16] = []
  private var staysAtRoot = [Bool](repeating: true, count: 256)
  /// Keywords that end in a state, longest first: `outputs[outputStarts[s]..<outputStarts[s + 1]]`.
  private var outputStarts: [Int32] = [0]
  private var outputs: [Int32] = []
  /// Length of each keyword in characters.
  private let lengths: [Int32]
  /// Length of each keyword in bytes; 0 where it depends on how wide a text writes it.
  private let widths: [Int32]

  /// - Parameter keywords: Canonical bytes (`Folding.canonical`) of whole characters, none empty; a keyword's id is its position.
  /// - Returns: nil when more than `stateLimit` states would be needed.
  init?(_ keywords: [[UInt8]]) {
    lengths = keywords.map { Int32($0.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }) }
    widths = keywords.map { keyword in keyword.contains { Folding.fullWidth($0) != nil } ? 0 : Int32(keyword.count) }
    var trie = KeywordTrie()
    for (id, keyword) in keywords.enumerated() { trie.insert(keyword, id: Int32(id)) }
    trie.finish()
    guard trie.count <= KeywordAutomaton.stateLimit else { return nil }
    assignClasses(keywords)
    fill(trie)
    widen(trie)
    for byte in 0..<256 { staysAtRoot[byte] = next[Int(classOf[byte])] == 0 }
    renumber()
    afterCharacter = [UInt16](repeating: 0, count: 1 << 16)
    for code in 0x800..<0x1_0000 where !(0xD800..<0xE000).contains(code) {
      var state: UInt16 = 0
      for byte in [0xE0 | code >> 12, 0x80 | code >> 6 & 0x3F, 0x80 | code & 0x3F] {
        state = next[Int(state) * classCount + Int(classOf[byte])]
      }
      afterCharacter[code] = state
    }
  }

  /// States in which a keyword ends go to the end.
  private mutating func renumber() {
    let states = outputStarts.indices.dropLast()
    func ends(_ state: Int) -> Bool { outputStarts[state] < outputStarts[state + 1] }
    let order = states.filter { !ends($0) } + states.filter(ends)
    firstEnd = states.count { !ends($0) }
    var number = [UInt16](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { number[old] = UInt16(truncatingIfNeeded: new) }
    let (rows, starts, keywords) = (next, outputStarts, outputs)
    (next, outputStarts, outputs) = ([], [0], [])
    next.reserveCapacity(rows.count)
    for old in order {
      for entry in rows[(old * classCount)..<((old + 1) * classCount)] { next.append(number[Int(entry)]) }
      outputs += keywords[Int(starts[old])..<Int(starts[old + 1])]
      outputStarts.append(Int32(outputs.count))
    }
  }

  /// Calls `body` with every keyword found and its byte range, in order of its end.
  @inline(__always)
  func forEachMatch(in text: UnsafeBufferPointer<UInt8>, _ body: (_ keyword: Int32, _ range: Range<Int>) -> Void) {
    next.withUnsafeBufferPointer { next in
      classOf.withUnsafeBufferPointer { classOf in
        staysAtRoot.withUnsafeBufferPointer { staysAtRoot in
          afterCharacter.withUnsafeBufferPointer { afterCharacter in
            let (width, firstEnd) = (classCount, firstEnd)
            var state = 0
            var position = 0
            while position < text.count {
              if state == 0 {
                let byte = text[position]
                if byte >= 0xE0, byte < 0xF0, position + 2 < text.count {
                  let code = Int(byte & 0x0F) << 12 | Int(text[position + 1] & 0x3F) << 6 | Int(text[position + 2] & 0x3F)
                  state = Int(afterCharacter[code])
                  position += 3
                } else {
                  state = staysAtRoot[Int(byte)] ? 0 : Int(next[Int(classOf[Int(byte)])])
                  position += 1
                }
              } else {
                state = Int(next[state &* width &+ Int(classOf[Int(text[position])])])
                position += 1
              }
              if state >= firstEnd { report(state, end: position, in: text, body) }
            }
          }
        }
      }
    }
  }

  @inline(never)
  private func report(_ state: Int, end: Int, in text: UnsafeBufferPointer<UInt8>, _ body: (_ keyword: Int32, _ range: Range<Int>) -> Void)
  {
    // Outputs are sorted longest first; walking back from the end the shortest comes first.
    for index in (Int(outputStarts[state])..<Int(outputStarts[state + 1])).reversed() {
      let keyword = Int(outputs[index])
      let width = Int(widths[keyword])
      body(outputs[index], (width > 0 ? end - width : start(of: keyword, end: end, in: text))..<end)
    }
  }

  private func start(of keyword: Int, end: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    var start = end
    for _ in 0..<lengths[keyword] {
      start -= 1
      while text[start] & 0xC0 == 0x80 { start -= 1 }
    }
    return start
  }

  // MARK: Building

  private mutating func assignClasses(_ keywords: [[UInt8]]) {
    var isUsed = [Bool](repeating: false, count: 256)
    for keyword in keywords {
      for byte in keyword {
        isUsed[Int(byte)] = true
        guard let (lead, trail) = Folding.fullWidth(byte) else { continue }
        for wide in [0xEF, lead, trail] { isUsed[Int(wide)] = true }
        // Capitals have their own full-width form.
        if let (lead, trail) = Folding.fullWidth(Folding.upper(byte)) {
          isUsed[Int(lead)] = true
          isUsed[Int(trail)] = true
        }
      }
    }
    for byte in UInt8.min...UInt8.max where isUsed[Int(byte)] {
      classOf[Int(byte)] = UInt8(truncatingIfNeeded: classCount)
      classCount += 1
    }
    // Keywords are canonical: capitals occur in texts only.
    for byte in UInt8(ascii: "A")...UInt8(ascii: "Z") { classOf[Int(byte)] = classOf[Int(byte) + 32] }
  }

  private mutating func fill(_ trie: KeywordTrie) {
    next = [UInt16](repeating: 0, count: trie.count * classCount)
    for node in 0..<trie.count {
      if node > 0 {
        let source = trie.fail[node] * classCount
        for column in 0..<classCount { next[node * classCount + column] = next[source + column] }
      }
      for (byte, child) in trie.children[node] { next[node * classCount + Int(classOf[Int(byte)])] = UInt16(truncatingIfNeeded: child) }
      outputs.append(contentsOf: trie.outputs[node])
      outputStarts.append(Int32(outputs.count))
    }
  }

  /// Adds the states in which a full-width character has begun.
  private mutating func widen(_ trie: KeywordTrie) {
    let lead = Int(classOf[0xEF])
    guard lead != 0 else { return }
    // Two states differ after a full-width character only if one of them continues with ASCII itself.
    var representative = [Int](repeating: 0, count: trie.count)
    var entry: [Int: UInt16] = [:]
    for node in 0..<trie.count {
      let continues = node == 0 || trie.children[node].contains { $0.byte < 0x80 }
      representative[node] = continues ? node : representative[trie.fail[node]]
      guard representative[node] == node, outputStarts.count + 3 <= KeywordAutomaton.stateLimit else { continue }
      entry[node] = appendWideStates(after: node)
    }
    for node in 0..<trie.count { next[node * classCount + lead] = entry[representative[node]] ?? entry[0] ?? 0 }
    for state in trie.count..<(outputStarts.count - 1) { next[state * classCount + lead] = entry[0] ?? 0 }
  }

  private mutating func appendWideStates(after node: Int) -> UInt16 {
    let first = outputStarts.count - 1
    let root = Array(next[0..<classCount])
    for _ in 0..<3 {
      next.append(contentsOf: root)
      outputStarts.append(Int32(outputs.count))
    }
    next[first * classCount + Int(classOf[0xBC])] = UInt16(truncatingIfNeeded: first + 1)
    next[first * classCount + Int(classOf[0xBD])] = UInt16(truncatingIfNeeded: first + 2)
    for byte in UInt8(0x21)...0x7E {
      guard let (lead, trail) = Folding.fullWidth(byte), classOf[Int(trail)] != 0, classOf[Int(byte)] != 0 else { continue }
      let state = lead == 0xBC ? first + 1 : first + 2
      next[state * classCount + Int(classOf[Int(trail)])] = next[node * classCount + Int(classOf[Int(byte)])]
    }
    return UInt16(truncatingIfNeeded: first)
  }
}

/// The keywords as a tree, numbered breadth first with failure links once finished.
private struct KeywordTrie {
  private(set) var children: [[(byte: UInt8, node: Int)]] = [[]]
  private(set) var outputs: [[Int32]] = [[]]
  private(set) var fail: [Int] = []
  var count: Int { children.count }

  mutating func insert(_ keyword: [UInt8], id: Int32) {
    var node = 0
    for byte in keyword {
      if let known = children[node].first(where: { $0.byte == byte }) {
        node = known.node
      } else {
        children.append([])
        outputs.append([])
        children[node].append((byte, children.count - 1))
        node = children.count - 1
      }
    }
    if node != 0 { outputs[node].append(id) }
  }

  /// Renumbers breadth first and links every node to its longest proper suffix in the tree.
  mutating func finish() {
    var order = [0]
    var index = 0
    while index < order.count {
      children[order[index]].sort { $0.byte < $1.byte }
      order.append(contentsOf: children[order[index]].map(\.node))
      index += 1
    }
    var number = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { number[old] = new }
    children = order.map { old in children[old].map { ($0.byte, number[$0.node]) } }
    outputs = order.map { outputs[$0] }
    fail = [Int](repeating: 0, count: order.count)
    for node in 0..<count {
      for (byte, child) in children[node] {
        var suffix = node == 0 ? 0 : fail[node]
        var target = 0
        while node != 0 {
          if let found = children[suffix].first(where: { $0.byte == byte }) {
            target = found.node
            break
          }
          if suffix == 0 { break }
          suffix = fail[suffix]
        }
        fail[child] = target
        outputs[child].append(contentsOf: outputs[target])
      }
    }
  }
}
