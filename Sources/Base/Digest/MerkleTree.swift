/// The root over a list of leaves, as in RFC 6962 (Certificate Transparency), built while they stream by: memory grows with the logarithm of their
/// number. Leaves and inner nodes are hashed with different first bytes, so that neither can pass for the other.
package struct MerkleTree {
  private var stack: [(height: Int, hash: [UInt8])] = []

  /// A tree without leaves.
  package init() {}

  /// Adds the next leaf.
  package mutating func append(_ leaf: [UInt8]) {
    stack.append((0, Self.leaf(leaf)))
    while stack.count >= 2, stack[stack.count - 1].height == stack[stack.count - 2].height {
      let right = stack.removeLast()
      let left = stack.removeLast()
      stack.append((right.height + 1, Self.node(left.hash, right.hash)))
    }
  }

  /// The 32 bytes that stand for all leaves in their order; of no leaves the digest of nothing.
  package var root: [UInt8] {
    guard var root = stack.last?.hash else { return SHA256.hash([UInt8]()) }
    for left in stack.dropLast().reversed() { root = Self.node(left.hash, root) }
    return root
  }

  /// The digest of a leaf.
  package static func leaf(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash([0] + bytes) }

  /// The digest of an inner node over the digests below it.
  package static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { SHA256.hash([1] + left + right) }
}
