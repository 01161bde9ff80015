import Speech

// FOR THE TIME OF TRANSLATION ONLY: messages that rooms below still give as one text. Goes when they give wordings.
extension AnswerStyle {
  func say(_ text: String) -> String { text }
}

extension String {
  var en: String { self }
  var zh: String { self }
}
