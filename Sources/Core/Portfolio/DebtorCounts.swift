/// How many open cases each case's debtor has, and with how many clients. Counted once a night, if a policy asks.
package struct DebtorCounts: Sendable {
  private let cases: [Int32]
  private let clients: [Int32]

  /// By case: open cases and clients of its debtor, 1 or more; for tests of policies.
  package init(cases: [Int32], clients: [Int32]) { (self.cases, self.clients) = (cases, clients) }

  /// One sort of the cases by debtor. A case whose source names no debtor stands alone.
  package init(_ snapshot: Snapshot) {
    let columns = snapshot.cases
    var cases = [Int32](repeating: 1, count: columns.count)
    var clients = cases
    let named = columns.indices.filter { columns.debtor[$0] != 0 }
      .sorted { (columns.debtor[$0], columns.client[$0]) < (columns.debtor[$1], columns.client[$1]) }
    var start = 0
    while start < named.count {
      var (end, different) = (start + 1, Int32(1))
      while end < named.count, columns.debtor[named[end]] == columns.debtor[named[start]] {
        if columns.client[named[end]] != columns.client[named[end - 1]] { different += 1 }
        end += 1
      }
      for position in start..<end { (cases[named[position]], clients[named[position]]) = (Int32(end - start), different) }
      start = end
    }
    self.init(cases: cases, clients: clients)
  }

  /// Open cases of the case's debtor, this one included, and the clients to whom they belong.
  package subscript(index: CaseIndex) -> (cases: Int, clients: Int) { (Int(cases[index.position]), Int(clients[index.position])) }

  /// Whether the counts of a case lie in the ranges that are given.
  func hold(_ i: Int, _ casesWanted: ClosedRange<Int>?, _ clientsWanted: ClosedRange<Int>?) -> Bool {
    casesWanted?.contains(Int(cases[i])) ?? true && clientsWanted?.contains(Int(clients[i])) ?? true
  }
}
