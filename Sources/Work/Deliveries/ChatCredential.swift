package import Couriers

/// What a file of credentials says: the address of a webhook, and the key that signs where the house wants one.
package struct ChatCredential: Sendable {
  /// Where to.
  package var address: WebAddress
  /// nil for a webhook without signature.
  package var key: String?

  /// Read from where credentials lie.
  package init(address: WebAddress, key: String?) { (self.address, self.key) = (address, key) }
}
