/// What a versioned text is. Raw values are stored.
package enum PolicyKind: String, CaseIterable, Sendable {
  case agency, policy, lexicon, model, mapping
}
