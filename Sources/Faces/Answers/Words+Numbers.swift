import Identity
import Intake
import Speech
import Words

extension Words {
  /// So many numbers that reach nobody, with the reason.
  static func unusable(_ kind: UnusableNumber, _ count: String) -> Wording {
    switch kind {
    case .masked: Wording("\(count) masked", "已脱敏 \(count) 个")
    case .placeholder: Wording("\(count) fillers such as all zeros", "全零等占位号码 \(count) 个")
    case .someoneElses: Wording("\(count) marked as somebody else's", "注明为他人的 \(count) 个")
    case .several: Wording("\(count) attempts with several numbers", "一次联络写有多个号码的 \(count) 次")
    }
  }
}
