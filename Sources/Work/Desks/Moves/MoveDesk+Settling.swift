extension MoveDesk {
  /// Carries out what was looked at. Where something changed in between it is looked at again, and done all the same while it breaks no more than what was
  /// looked at; else `confirm` is asked, which throws where nobody wants it any more. nil when cases or loads kept changing: nothing was moved.
  package static func settle(
    _ shown: MovePreview, preview: () async throws -> MovePreview, carryOut: (MovePreview) async throws -> Ending,
    confirm: (MovePreview) throws -> Void
  ) async throws -> (ending: Ending, preview: MovePreview)? {
    var shown = shown
    for _ in 0..<5 {
      let ending = try await carryOut(shown)
      guard case .changed = ending else { return (ending, shown) }
      let again = try await preview()
      if !again.breaksNoMore(than: shown) { try confirm(again) }
      shown = again
    }
    return nil
  }
}
