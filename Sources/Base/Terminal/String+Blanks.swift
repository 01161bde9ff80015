extension String {
  /// Without the blanks at its end.
  package var withoutTrailingBlanks: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
