/// Why a conversation was chosen for a person to read; a conversation of the lot that is doubtful too is one of the lot.
package enum ReviewWhy: String, Sendable, CaseIterable {
  case disputed, unsure, sample
  /// As stored with a label.
  package var code: Int16 {
    switch self {
    case .disputed: 0
    case .unsure: 1
    case .sample: 2
    }
  }
}
