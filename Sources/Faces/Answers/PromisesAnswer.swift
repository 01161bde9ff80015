package import Promises
import Speech
import Wire

extension Answer {
  /// Promises that were read from texts and written to `output`; `census` counts them by kind.
  package static func promised(_ census: [SpokenPromise.Kind: Int], to output: String, duration: Duration) -> Answer {
    let texts = census.values.reduce(0, +)
    let counts = SpokenPromise.Kind.allCases.map { kind in (kind: kind, count: census[kind] ?? 0) }
    let summary = counts.map { one in
      Wording("\(one.kind.rawValue) \(Text.grouped(one.count))", "\(word(one.kind)) \(Text.grouped(one.count))")
    }.joined(by: Wording(", ", "、"))
    return Answer(
      .object([
        ("file", .string(output)), ("texts", JSON(texts)), ("kinds", .object(counts.map { ($0.kind.rawValue, JSON($0.count)) })),
        ("milliseconds", JSON(Text.milliseconds(duration))),
      ]),
      Wording(
        "\(output): \(Text.count(texts, "text")): \(summary.en) (\(Text.seconds(duration)))\n",
        "\(output)：\(Text.grouped(texts)) 段文本：\(summary.zh)（\(Text.seconds(duration, .zh))）\n"))
  }

  private static func word(_ kind: SpokenPromise.Kind) -> String {
    switch kind {
    case .day: "某日"
    case .range: "时段"
    case .condition: "有条件"
    case .none: "无承诺"
    }
  }
}
