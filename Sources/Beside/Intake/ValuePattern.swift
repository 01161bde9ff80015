import Tables

/// How a value looks: `*` stands for anything, `#` for one digit or more, other signs for themselves, whatever their width and case.
struct ValuePattern: Equatable {
  private let signs: [Unicode.Scalar]
  private let hasDigits: Bool

  /// `digits`: whether `#` stands for digits, too.
  init(_ text: String, digits: Bool = true) {
    signs = Array(Folding.word(text).unicodeScalars)
    hasDigits = digits
  }

  func matches(_ value: some StringProtocol) -> Bool {
    let text = Array(Folding.word(value).unicodeScalars)
    // Which beginnings of the pattern the text up to here can be, one bit each: linear in text times pattern, whatever stars it has.
    var here = [Bool](repeating: false, count: signs.count + 1)
    here[0] = true
    passStars(&here)
    for scalar in text {
      var next = [Bool](repeating: false, count: signs.count + 1)
      for index in signs.indices where here[index] {
        switch signs[index] {
        case "*": next[index] = true
        case "#" where hasDigits:
          if ("0"..."9").contains(scalar) { (next[index], next[index + 1]) = (true, true) }
        case scalar: next[index + 1] = true
        default: break
        }
      }
      here = next
      passStars(&here)
    }
    return here[signs.count]
  }

  private func passStars(_ states: inout [Bool]) {
    for index in signs.indices where states[index] && signs[index] == "*" { states[index + 1] = true }
  }
}
