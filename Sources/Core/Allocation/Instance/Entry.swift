/// What one unit adds to an account: `value` 1024 for a case, or its amount in 1/1024 of the mean (`AmountScale`). Eight bytes, since a
/// million units carry several of them.
package struct Entry: Hashable, Sendable {
  /// Position in `Instance.cells`, `Instance.quotas` or `Instance.match`.
  package var account: Int32
  private var small: Int32
  /// 0…2^30; what does not fit into 31 bits becomes the largest number that does, which the instance refuses.
  package var value: AccountValue {
    @inline(__always) get { AccountValue(rawValue: Int64(small)) }
    set { small = Int32(clamping: newValue.rawValue) }
  }
  /// `value` for kernels, as an integer.
  @inline(__always) var raw: Int64 { Int64(small) }

  /// - Parameters:
  ///   - account: 0 or more.
  ///   - value: 0…2^30; larger ones are cut to 2^31 − 1, which the instance refuses.
  package init(account: Int32, value: AccountValue) {
    self.account = account
    small = Int32(clamping: value.rawValue)
  }
}
