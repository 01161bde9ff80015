import Allocation

/// Room left and who may take what, for methods that deal one unit after the other.
struct Places {
  let instance: Instance
  private(set) var casesLeft: [Int32]
  private(set) var amountLeft: [Amount]

  init(_ instance: Instance) {
    self.instance = instance
    casesLeft = instance.receivers.caseRoom
    amountLeft = instance.receivers.amountRoom
  }

  func mayTake(_ unit: Int, _ receiver: Int) -> Bool {
    casesLeft[receiver] >= instance.units.cases[unit]
      && (amountLeft[receiver] == .unlimited || amountLeft[receiver] >= instance.units.amount[unit])
      && !instance.units.exclusions[unit].contains(Int32(receiver))
  }

  mutating func take(_ unit: Int, _ receiver: Int) {
    casesLeft[receiver] -= instance.units.cases[unit]
    if amountLeft[receiver] != .unlimited { amountLeft[receiver] -= instance.units.amount[unit] }
  }
}

/// Collectors in a circle, one circle for each group of people who may take the same; who is full leaves it.
struct Circle {
  private struct Ring {
    var people: [Int32]
    var index = 0
    var forward = true

    /// To the next seat: around, or there and back with the ends twice in a row.
    mutating func advance(thereAndBack: Bool) {
      guard !people.isEmpty else { return }
      if !thereAndBack {
        index = (index + 1) % people.count
      } else if forward {
        if index == people.count - 1 { forward = false } else { index += 1 }
      } else {
        if index == 0 { forward = true } else { index -= 1 }
      }
    }

    mutating func leave(thereAndBack: Bool) {
      people.remove(at: index)
      guard !people.isEmpty else { return index = 0 }
      if thereAndBack, !forward {
        if index == 0 { forward = true } else { index -= 1 }
      } else if index == people.count {
        if thereAndBack { (index, forward) = (people.count - 1, false) } else { index = 0 }
      }
    }
  }
  private var places: Places
  private var rings: [Ring]

  init(_ instance: Instance) {
    places = Places(instance)
    rings = (0..<instance.signatures.count).map { Ring(people: Array(instance.signatures[$0])) }
  }

  consuming func deal(_ order: [Int], thereAndBack: Bool) -> Dealt {
    var (places, rings) = (places, rings)
    let units = places.instance.units
    var dealt = Dealt(receiver: [Int32](repeating: -1, count: units.count), stopped: 0)
    for unit in order {
      let s = Int(units.signature[unit])
      var tries = thereAndBack ? 2 * rings[s].people.count : rings[s].people.count
      var missed = false
      while tries > 0, !rings[s].people.isEmpty {
        tries -= 1
        let receiver = rings[s].people[rings[s].index]
        if places.casesLeft[Int(receiver)] <= 0 {
          missed = true
          rings[s].leave(thereAndBack: thereAndBack)
          continue
        }
        let takes = places.mayTake(unit, Int(receiver))
        rings[s].advance(thereAndBack: thereAndBack)
        if takes {
          places.take(unit, Int(receiver))
          dealt.receiver[unit] = receiver
          break
        }
        missed = true
      }
      if missed || (dealt.receiver[unit] < 0 && !units.isNobodys(unit, places.instance)) { dealt.stopped += 1 }
    }
    return dealt
  }
}

extension Units {
  /// Whether nobody is eligible, room aside.
  func isNobodys(_ unit: Int, _ instance: Instance) -> Bool {
    let row = instance.signatures[Int(signature[unit])]
    let excluded = exclusions[unit]
    return excluded.isEmpty ? row.isEmpty : row.allSatisfy { excluded.contains($0) }
  }
}

/// Collectors in order of a key that only grows as they are given more, one queue for each group of people who may take the same.
struct Queues {
  private struct Waiting: Comparable {
    var key: Int64
    var tie: UInt64
    var receiver: Int32
    static func < (a: Waiting, b: Waiting) -> Bool { (a.key, a.tie, a.receiver) < (b.key, b.tie, b.receiver) }
  }
  private let instance: Instance

  init(_ instance: Instance) { self.instance = instance }

  /// `key(receiver, nil)` is the receiver's present key; `key(receiver, unit)` notes that he got the unit.
  func deal(_ order: [Int], _ key: (Int, Int?) -> Int64) -> Dealt {
    var places = Places(instance)
    let units = instance.units
    var dealt = Dealt(receiver: [Int32](repeating: -1, count: units.count), stopped: 0)
    var queues = (0..<instance.signatures.count).map { s in
      Heap(instance.signatures[s].map { Waiting(key: key(Int($0), nil), tie: instance.receivers.key[Int($0)], receiver: $0) })
    }
    for unit in order {
      let s = Int(units.signature[unit])
      var missed = false
      var aside: [Waiting] = []
      while var first = queues[s].popFirst() {
        // Keys age: who was given something through another queue goes back to where he belongs.
        let present = key(Int(first.receiver), nil)
        if present > first.key {
          first.key = present
          queues[s].insert(first)
          continue
        }
        if places.casesLeft[Int(first.receiver)] <= 0 {
          missed = true
          continue
        }
        guard places.mayTake(unit, Int(first.receiver)) else {
          missed = true
          aside.append(first)
          continue
        }
        places.take(unit, Int(first.receiver))
        dealt.receiver[unit] = first.receiver
        first.key = key(Int(first.receiver), unit)
        aside.append(first)
        break
      }
      for waiting in aside { queues[s].insert(waiting) }
      if missed || (dealt.receiver[unit] < 0 && !units.isNobodys(unit, instance)) { dealt.stopped += 1 }
    }
    return dealt
  }
}

/// A binary heap, smallest first.
struct Heap<Element: Comparable> {
  private var elements: [Element]

  init(_ elements: [Element]) { self.elements = elements.sorted() }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var child = elements.count - 1
    while child > 0, elements[child] < elements[(child - 1) / 2] {
      elements.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> Element? {
    guard let last = elements.popLast() else { return nil }
    guard let first = elements.first else { return last }
    elements[0] = last
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < elements.count && elements[child] < elements[smallest] {
        smallest = child
      }
      if smallest == parent { return first }
      elements.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
