/// The weights of a model's grams by the hash of the gram. Most grams of a text are in no model: a small bit field, which stays in the
/// processor's cache, tells nearly all of them, without a branch that could be guessed wrong.
struct WeightTable: Sendable {
  private struct Entry: Sendable {
    var hash: UInt64
    var weights: ToneScores
  }

  private let entries: [Entry]
  /// Open addressing, a power of two of places: positions in `entries`, −1 where there is none.
  private let places: [Int32]
  /// Bit `hash >> shift` is set for every gram; eight bits and more for each.
  private let known: [UInt64]
  private let shift: UInt64

  /// nil when a gram cannot occur, two grams collide or a weight is above the limit.
  init?(_ grams: [ToneModel.Gram], weightLimit: Int) {
    var (size, digits) = (16, UInt64(7))
    while size < grams.count * 2 { size *= 2 }
    while 1 << digits < grams.count * 8 { digits += 1 }
    var entries: [Entry] = []
    var places = [Int32](repeating: -1, count: size)
    var known = [UInt64](repeating: 0, count: 1 << Int(digits - 6))
    for gram in grams {
      guard let hash = CharacterGrams.hash(ofWritten: gram.text), gram.weights.isWithin(weightLimit) else { return nil }
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while places[place] >= 0 {
        if entries[Int(places[place])].hash == hash { return nil }
        place = (place + 1) & (size - 1)
      }
      places[place] = Int32(entries.count)
      entries.append(Entry(hash: hash, weights: gram.weights))
      let bit = hash >> (64 - digits)
      known[Int(bit >> 6)] |= 1 << (bit & 63)
    }
    (self.entries, self.places, self.known, shift) = (entries, places, known, 64 - digits)
  }

  subscript(hash: UInt64) -> ToneScores? {
    places.withUnsafeBufferPointer { places in entries.withUnsafeBufferPointer { Self.find(hash, places, $0) } }
  }

  @inline(__always)
  private static func find(_ hash: UInt64, _ places: UnsafeBufferPointer<Int32>, _ entries: UnsafeBufferPointer<Entry>) -> ToneScores? {
    var place = Int(truncatingIfNeeded: hash) & (places.count - 1)
    while places[place] >= 0 {
      let entry = entries[Int(places[place])]
      if entry.hash == hash { return entry.weights }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  /// Σ of the weights of the text's grams, and how many grams the text has.
  func sum(of grams: CharacterGrams) -> (sum: SIMD4<Int64>, count: Int64) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: grams.characters.count * CharacterGrams.longest + 1) { perhaps in
      var (count, kept) = (0, 0)
      known.withUnsafeBufferPointer { known in
        grams.forEach { hash, _ in
          count &+= 1
          perhaps[kept] = hash
          let bit = hash >> shift
          kept &+= Int(truncatingIfNeeded: known[Int(truncatingIfNeeded: bit >> 6)] >> (bit & 63) & 1)
        }
      }
      var sum = SIMD4<Int64>()
      places.withUnsafeBufferPointer { places in
        entries.withUnsafeBufferPointer { entries in
          for hash in perhaps[..<kept] { if let weights = Self.find(hash, places, entries) { sum &+= weights.wide } }
        }
      }
      return (sum, Int64(count))
    }
  }
}
