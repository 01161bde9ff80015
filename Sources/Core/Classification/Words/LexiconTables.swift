/// What reading a clause asks of a lexicon, as tables of plain numbers. Reading a conversation looks here thousands of times, and counting
/// references would cost more than the reading: so the lexicon owns the memory, and the tables are valid as long as it lives.
struct LexiconTables: @unchecked Sendable {
  /// The lists of functional words that a keyword belongs to, as bits of `LexiconList.bit`.
  let lists: UnsafeMutableBufferPointer<UInt16>
  /// Sets of a keyword: `sets[setStarts[k]..<setStarts[k + 1]]`, ascending.
  private let setStarts: UnsafeMutableBufferPointer<Int32>
  private let sets: UnsafeMutableBufferPointer<Int32>
  /// Phrases that may begin with a keyword: `first[firstStarts[k]..<firstStarts[k + 1]]`.
  private let firstStarts: UnsafeMutableBufferPointer<Int32>
  private let first: UnsafeMutableBufferPointer<Beginning>
  /// The sets of a keyword as a signature.
  let signatures: UnsafeMutableBufferPointer<UInt64>
  let phrases: UnsafeMutableBufferPointer<CompiledPhrase>

  /// - Parameter keywordSets: The sets of each keyword, ascending.
  init(keywordSets: [[Int32]], phrases: [CompiledPhrase], setCount: Int) {
    var byFirst = [[Int32]](repeating: [], count: setCount)
    for (index, phrase) in phrases.enumerated() { byFirst[Int(phrase.sets[0])].append(Int32(index)) }
    var (setStarts, sets): ([Int32], [Int32]) = ([0], [])
    var (firstStarts, first): ([Int32], [Beginning]) = ([0], [])
    var lists: [UInt16] = []
    var signatures: [UInt64] = []
    for own in keywordSets {
      sets += own
      setStarts.append(Int32(sets.count))
      for set in own {
        first += byFirst[Int(set)].map { phrase in
          let sets = phrases[Int(phrase)].sets
          let rest = (1..<max(1, phrases[Int(phrase)].count)).reduce(UInt64(0)) { $0 | Self.signature(sets[$1]) }
          return Beginning(phrase: phrase, rest: rest)
        }
      }
      signatures.append(own.reduce(0) { $0 | Self.signature($1) })
      firstStarts.append(Int32(first.count))
      lists.append(LexiconList.allCases.reduce(0) { own.contains($1.set) ? $0 | $1.bit : $0 })
    }
    self.lists = Self.copy(lists)
    self.setStarts = Self.copy(setStarts)
    self.sets = Self.copy(sets)
    self.firstStarts = Self.copy(firstStarts)
    self.first = Self.copy(first)
    self.signatures = Self.copy(signatures)
    self.phrases = Self.copy(phrases)
  }

  private static func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = memory.initialize(fromContentsOf: elements)
    return memory
  }

  /// By the owner, when it goes.
  func deallocate() {
    lists.deallocate()
    setStarts.deallocate()
    sets.deallocate()
    firstStarts.deallocate()
    first.deallocate()
    signatures.deallocate()
    phrases.deallocate()
  }

  @inline(__always)
  func isIn(_ set: Int32, _ keyword: Int) -> Bool {
    var place = Int(setStarts[keyword])
    let end = Int(setStarts[keyword + 1])
    while place < end {
      if sets[place] == set { return true }
      place += 1
    }
    return false
  }

  /// Positions in `beginning(at:)` of the phrases that may begin with a keyword.
  @inline(__always)
  func places(of keyword: Int) -> Range<Int> { Int(firstStarts[keyword])..<Int(firstStarts[keyword + 1]) }

  @inline(__always)
  func beginning(at place: Int) -> Beginning { first[place] }

  /// One bit of a set; others may share it.
  private static func signature(_ set: Int32) -> UInt64 { 1 << UInt64(set & 63) }
}

/// A phrase that may begin with a keyword.
struct Beginning: BitwiseCopyable {
  var phrase: Int32
  /// The signature of the sets that must follow: a clause without them need not be searched.
  var rest: UInt64
}

/// A phrase ready to be found; no references, since many are tried for one that is found.
struct CompiledPhrase: Sendable, BitwiseCopyable {
  var group: KeywordGroup
  /// The first `count` lanes.
  var sets: SIMD8<Int32>
  var count: Int
  /// Bit i: other words may stand between element i and i + 1.
  var gaps: UInt8
  var startsClause: Bool
  var endsClause: Bool
  /// For (positive) or against cooperation, in milli.
  var points: Int
}
