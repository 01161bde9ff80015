import Classification
import Portfolio
import Speech
import Words

extension ToneVerdict {
  /// Why it was judged so: the phrase that stands in files, and the same in Chinese. Groups are the lexicon's keys.
  var because: Wording { Wording(reason, chinese) }

  private var chinese: String {
    var parts: [String] = []
    if let shares { parts.append("概率：配合 \(shares.cooperative) ‰，非配合 \(shares.uncooperative) ‰，中性 \(shares.neutral) ‰") }
    if let modelTone, isDisputed { parts.append("关键词判为\(Words.tone(keywordTone).zh)，模型判为\(Words.tone(modelTone).zh)") }
    guard !matches.isEmpty else { return (parts + ["未命中词库短语"]).joined(separator: "；") }
    let forIt = matches.reduce(0) { $0 + max(0, $1.points) }
    let against = matches.reduce(0) { $0 - min(0, $1.points) }
    let said = matches.prefix(6).map { match in
      let notes = [
        match.isNegated ? "被否定" : nil, match.isConditional ? "有条件" : nil, match.isAsked ? "疑问" : nil, match.isQuoted ? "转述" : nil,
      ].compactMap { $0 }
      return "\(match.group.word)“\(match.phrase)”" + (notes.isEmpty ? "" : "（\(notes.joined(separator: "、"))）")
    }
    return (parts + ["支持 \(forIt)，反对 \(against)：" + said.joined(separator: "；")]).joined(separator: "；")
  }
}
