package import Classification
import Portfolio
package import Speech

// Faults of lexicons and reasons of verdicts, in both languages.
extension CharacterObjection {
  var wording: Wording {
    switch self {
    case .endsClause(let scalar):
      Wording("“\(scalar)” ends a clause and can never be part of a word", "“\(scalar)”是分句的标点，不能成为词的一部分")
    case .standsAlone(let scalar): Wording("“\(scalar)” stands alone or not at all", "“\(scalar)”只能单独使用")
    case .notSearchable: Wording("a character that cannot be searched for", "有无法检索的字符")
    }
  }
}

extension PhraseFault {
  var wording: Wording {
    switch kind {
    case .looseGap: Wording("a gap must stand between two words", "省略号应在两个词之间")
    case .empty: Wording("the phrase is empty", "短语为空")
    case .tooLong(let elements):
      Wording("the phrase has \(elements) elements; at most 6 can be found", "短语有 \(elements) 个成分；最多 6 个")
    case .openBraces: Wording("the braces do not close", "花括号没有闭合")
    case .character(let objection): objection.wording
    }
  }
}

extension LexiconFault {
  var wording: Wording {
    let chinese =
      switch self {
      case .unknownSet(let name): "没有名为“\(name)”的词组"
      case .unusableWord(let word): "无法检索词“\(word)”"
      case .tooLarge: "词库太大：它的词需要超过 \(Self.stateLimit) 个状态"
      }
    return Wording(description, chinese)
  }
}

extension ToneVerdict {
  /// `reason` in both languages: words of the lexicon, nothing else of the text.
  package var wording: Wording { Wording(reason, chinese) }

  private var chinese: String {
    var parts: [String] = []
    if let shares {
      parts.append("概率：配合 \(shares.cooperative) ‰，非配合 \(shares.uncooperative) ‰，中性 \(shares.neutral) ‰")
    }
    if let modelTone, isDisputed { parts.append("关键词判为\(Self.word(keywordTone))，模型判为\(Self.word(modelTone))") }
    guard !matches.isEmpty else { return (parts + ["没有词库中的短语"]).joined(separator: "；") }
    let forIt = matches.reduce(0) { $0 + max(0, $1.points) }
    let against = matches.reduce(0) { $0 - min(0, $1.points) }
    let said = matches.prefix(6).map { match in
      let notes = [(match.isNegated, "否定"), (match.isConditional, "有条件"), (match.isAsked, "疑问"), (match.isQuoted, "转述")]
        .compactMap { $0.0 ? $0.1 : nil }
      return "\(match.group.word)“\(match.phrase)”" + (notes.isEmpty ? "" : "（\(notes.joined(separator: "、"))）")
    }
    return (parts + ["支持 \(forIt)，反对 \(against)：" + said.joined(separator: "；")]).joined(separator: "；")
  }

  private static func word(_ tone: Tone) -> String {
    switch tone {
    case .cooperative: "配合"
    case .uncooperative: "非配合"
    case .neutral: "中性"
    }
  }
}
