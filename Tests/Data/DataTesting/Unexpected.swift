/// Ends a test that took another way than it should.
package struct Unexpected: Error {
  /// What happened instead.
  package let what: String
  /// In a few words.
  package init(_ what: String) { self.what = what }
}
