/// The largest number of cases that the receivers' places allow, signature by signature: cases flow from signatures to receivers, groups,
/// amounts and exclusions aside. What cannot flow is an unavoidable shortage, and the receivers that it could reach (the Hall set) are those
/// whose places are worth something.
///
/// Demand is added class by class, dearest first; augmenting paths never take back what a class has got, so the flow is also the best by
/// class.
struct Flow {
  private let signatures: Rows<Int32>
  /// By position in `signatures.values`.
  private var flow: [Int32]
  /// By receiver: positions in `signatures.values`, and their signatures.
  private var incoming: Rows<Int32>
  private let signatureOf: [Int32]
  private var source: [Int64]
  private var sink: [Int64]
  private var depth: [Int32]
  private var next: [Int32]
  /// By receiver: the dearest class that could not be served and reaches it, −1 for none.
  private(set) var classOf: [Int32]
  /// By class: cases that cannot be served.
  private(set) var unserved: [Int64] = []

  /// - Parameters:
  ///   - demand: cases by class, dearest class first, and signature.
  ///   - room: places by receiver.
  init(_ signatures: Rows<Int32>, demand: [[Int64]], room: [Int64]) {
    self.signatures = signatures
    flow = [Int32](repeating: 0, count: signatures.values.count)
    sink = room
    source = [Int64](repeating: 0, count: signatures.count)
    depth = [Int32](repeating: -1, count: signatures.count + room.count)
    next = depth
    classOf = [Int32](repeating: -1, count: room.count)
    var owner = [Int32](repeating: 0, count: signatures.values.count)
    var starts = [Int32](repeating: 0, count: room.count + 1)
    for s in 0..<signatures.count {
      for i in signatures.range(s) {
        owner[i] = Int32(s)
        starts[Int(signatures.values[i]) + 1] += 1
      }
    }
    for r in room.indices { starts[r + 1] += starts[r] }
    var fill = starts
    var edges = [Int32](repeating: 0, count: signatures.values.count)
    for i in signatures.values.indices {
      let r = Int(signatures.values[i])
      edges[Int(fill[r])] = Int32(i)
      fill[r] += 1
    }
    signatureOf = owner
    incoming = Rows(starts: starts, values: edges)
    var left: [[Int64]] = []
    for demands in demand {
      let before = source
      for s in demands.indices { source[s] += demands[s] }
      spread()
      while reach() { push() }
      // What an earlier class could not get, this one cannot either: the rest is shared out dearest first.
      left.append(zip(source, before).map { min($0, $0 - min($0, $1)) })
      unserved.append(source.reduce(0, +) - before.reduce(0, +))
    }
    mark(left)
  }

  /// A first flow without search: signature by signature to whoever has places, narrowest signature first.
  private mutating func spread() {
    let order = (0..<signatures.count).map { UInt64(signatures.range($0).count) << 32 | UInt64($0) }.sorted()
    for packed in order {
      let s = Int(packed & 0xFFFF_FFFF)
      for i in signatures.range(s) where source[s] > 0 {
        let r = Int(signatures.values[i])
        let amount = min(source[s], sink[r], Int64(Int32.max - flow[i]))
        move(i, amount, s, r)
      }
    }
  }

  private mutating func move(_ i: Int, _ amount: Int64, _ s: Int, _ r: Int) {
    guard amount > 0 else { return }
    flow[i] += Int32(amount)
    source[s] -= amount
    sink[r] -= amount
  }

  /// Breadth first from the signatures with cases left; true when a receiver with places is reached.
  private mutating func reach() -> Bool {
    let n = signatures.count
    for i in depth.indices { (depth[i], next[i]) = (-1, 0) }
    var queue: [Int32] = []
    for s in 0..<n where source[s] > 0 {
      depth[s] = 0
      queue.append(Int32(s))
    }
    var (head, found) = (0, false)
    while head < queue.count {
      let node = Int(queue[head])
      head += 1
      if node < n {
        for i in signatures.range(node) {
          let r = Int(signatures.values[i]) + n
          if depth[r] < 0 {
            depth[r] = depth[node] + 1
            queue.append(Int32(r))
          }
        }
      } else if sink[node - n] > 0 {
        found = true
      } else {
        for k in incoming.range(node - n) where flow[Int(incoming.values[k])] > 0 {
          let s = Int(signatureOf[Int(incoming.values[k])])
          if depth[s] < 0 {
            depth[s] = depth[node] + 1
            queue.append(Int32(s))
          }
        }
      }
    }
    return found
  }

  /// A blocking flow along the depths.
  private mutating func push() {
    for s in 0..<signatures.count {
      while source[s] > 0 {
        let sent = send(s, source[s])
        if sent == 0 { break }
        source[s] -= sent
      }
    }
  }

  private mutating func send(_ node: Int, _ limit: Int64) -> Int64 {
    let n = signatures.count
    if node >= n, sink[node - n] > 0 {
      let amount = min(limit, sink[node - n])
      sink[node - n] -= amount
      return amount
    }
    let row = node < n ? signatures.range(node) : incoming.range(node - n)
    while row.lowerBound + Int(next[node]) < row.upperBound {
      let k = row.lowerBound + Int(next[node])
      if node < n {
        let r = Int(signatures.values[k]) + n
        if depth[r] == depth[node] + 1 {
          let sent = send(r, min(limit, Int64(Int32.max - flow[k])))
          if sent > 0 {
            flow[k] += Int32(sent)
            return sent
          }
        }
      } else {
        let edge = Int(incoming.values[k])
        let s = Int(signatureOf[edge])
        if flow[edge] > 0, depth[s] == depth[node] + 1 {
          let sent = send(s, min(limit, Int64(flow[edge])))
          if sent > 0 {
            flow[edge] -= Int32(sent)
            return sent
          }
        }
      }
      next[node] += 1
    }
    return 0
  }

  private mutating func mark(_ left: [[Int64]]) {
    let n = signatures.count
    for (k, row) in left.enumerated() {
      var seen = [Bool](repeating: false, count: n)
      var queue = row.indices.filter { row[$0] > 0 }
      for s in queue { seen[s] = true }
      var head = 0
      while head < queue.count {
        let s = queue[head]
        head += 1
        for i in signatures.range(s) {
          let r = Int(signatures.values[i])
          guard classOf[r] < 0 || classOf[r] == k else { continue }
          let isNew = classOf[r] < 0
          classOf[r] = Int32(k)
          guard isNew else { continue }
          for e in incoming.range(r) where flow[Int(incoming.values[e])] > 0 {
            let t = Int(signatureOf[Int(incoming.values[e])])
            if !seen[t] {
              seen[t] = true
              queue.append(t)
            }
          }
        }
      }
    }
  }
}
