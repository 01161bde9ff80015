import Identity
import Portfolio
import Tables

extension FieldReading {
  /// The contact points of a cell; what was left out is counted.
  mutating func points(_ cell: Cell, _ record: Record, limit: Int = 500) throws(Unfit) -> [OpaqueReference] {
    guard let text = try text(cell, record, limit: limit) else { return [] }
    let reader = pointReader
    let found = try identifiers.points(text) { (text) throws(Unfit) in
      var all = ContactPoints()
      for part in Folding.narrow(text, lowercased: false).unicodeScalars.split(whereSeparator: { ";|、,".unicodeScalars.contains($0) }) {
        let read = reader.read(try FieldReading.undone(String(part), cell))
        all.points += read.points.filter { !all.points.contains($0) }
        all.unusable += read.unusable
      }
      return all
    }
    for why in found.unusable { unusable[why, default: 0] += 1 }
    return found.references
  }
}
