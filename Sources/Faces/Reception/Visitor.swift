package import Desks
package import SignIns
package import Speech

/// Who asks, as far as it is known, and in which language he reads.
package struct Visitor: Sendable {
  /// nil while nobody is known.
  package let admission: Admission?
  package let language: Language

  /// The seat at which desks are used. Throws 401 when nobody is known.
  package var seat: Seat {
    get throws(Refusal) {
      guard let admission else { throw .nobody }
      return admission.seat
    }
  }

  /// What forms of this person must bring in their field `csrf`; empty for whoever needs none.
  package var proof: String {
    if case .signIn(_, let proof) = admission?.way { return proof }
    return ""
  }

  /// Number of the sign-in by which he came; nil for tokens.
  package var signIn: Int64? {
    if case .signIn(let id, _) = admission?.way { return id }
    return nil
  }
}
