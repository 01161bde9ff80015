/// The four numbers beside a reason's code as they are stored; missing ones are 0. Only what writes or reads bytes looks at them:
/// everything else makes and reads a `Reason`.
package struct ReasonNumbers: Hashable, Sendable {
  /// The first number of the reason's payload.
  package var n1: Int64
  /// The second number of the reason's payload.
  package var n2: Int64
  /// The third number of the reason's payload.
  package var n3: Int64
  /// The fourth number of the reason's payload; none has more.
  package var n4: Int64
  /// Numbers that the reason does not have are left out.
  package init(_ n1: Int64 = 0, _ n2: Int64 = 0, _ n3: Int64 = 0, _ n4: Int64 = 0) {
    self.n1 = n1
    self.n2 = n2
    self.n3 = n3
    self.n4 = n4
  }
}

/// A stored reason that this program cannot make sense of.
package struct ReasonError: Error, Hashable, CustomStringConvertible {
  /// As stored; may be none of `ReasonCode`.
  package let rawCode: Int16
  /// As stored beside the code.
  package let numbers: ReasonNumbers
  /// Thrown when a stored reason is read.
  package init(rawCode: Int16, numbers: ReasonNumbers) {
    self.rawCode = rawCode
    self.numbers = numbers
  }

  /// Code and numbers, why they cannot be read, and what to do.
  package var description: String {
    let told = "\(numbers.n1), \(numbers.n2), \(numbers.n3), \(numbers.n4)"
    guard let code = ReasonCode(rawValue: rawCode) else {
      return "reason \(rawCode) (numbers \(told)) is unknown to this program: a newer allot wrote it; use that one"
    }
    return "reason \(rawCode), \(code), cannot have the numbers \(told): a newer allot wrote them, or somebody changed them; use that one, "
      + "or restore the row"
  }
}
