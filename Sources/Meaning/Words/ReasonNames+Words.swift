import Figures
import Speech

extension ReasonNames {
  /// The skills whose bits are set.
  func skillList(_ bits: UInt64, _ language: Language) -> String {
    let set = (0..<64).filter { bits & (1 << UInt64($0)) != 0 }
    if set.isEmpty { return Wording("none", "无")[language] }
    return set.map { $0 < skills.count ? skills[$0] : "#\($0)" }.joined(separator: language == .zh ? "、" : ", ")
  }
}
