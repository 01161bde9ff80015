import Testing

@testable import Digest

@Suite struct MerkleTreeTests {
  private func root(_ leaves: [[UInt8]]) -> [UInt8] {
    var tree = MerkleTree()
    for leaf in leaves { tree.append(leaf) }
    return tree.root
  }

  /// RFC 6962 by its definition: split at the largest power of two below the number of leaves.
  private func defined(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    if leaves.isEmpty { return SHA256.hash([UInt8]()) }
    if leaves.count == 1 { return SHA256.hash([0] + leaves[leaves.startIndex]) }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    let middle = leaves.startIndex + half
    return SHA256.hash([1] + defined(leaves[..<middle]) + defined(leaves[middle...]))
  }

  @Test func streamingGivesTheDefinedRoot() {
    for count in 0...67 {
      let leaves = (0..<count).map { [UInt8($0), 7] }
      #expect(root(leaves) == defined(leaves[...]))
    }
  }

  @Test func everyLeafAndItsPlaceCount() {
    let leaves = (0..<9).map { [UInt8($0)] }
    let original = root(leaves)
    for index in leaves.indices {
      var changed = leaves
      changed[index] = [99]
      #expect(root(changed) != original)
      var shorter = leaves
      shorter.remove(at: index)
      #expect(root(shorter) != original)
    }
    #expect(root([leaves[1], leaves[0]] + leaves[2...]) != original)
    #expect(root([[0], [1]]) != root([[0, 1]]))
  }
}
