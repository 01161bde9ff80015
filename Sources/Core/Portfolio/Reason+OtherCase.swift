extension Reason {
  /// The debtor's other case that the reason names, by its database id; nil where it names none.
  package var otherCase: Int64? {
    switch self {
    case .holdWithGroup(let caseID), .assignedWithGroup(let caseID): caseID
    default: nil
    }
  }
}
