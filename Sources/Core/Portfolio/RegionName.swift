/// Names of one place of China as sources write them: 广东 and 广东省, 上海 and 上海市, 广西 and 广西壮族自治区.
package enum RegionName {
  /// The short name of every part between `/`: a province, municipality, autonomous or special region without what says which of them it is, a city
  /// without 市. Any other part is as it stands, blanks around it left out.
  package static func short(_ name: String) -> String {
    // Nearly every name is of one of these two kinds.
    if name.utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "/") }) { return trimmed(name[...]) }
    return name.split(separator: "/", omittingEmptySubsequences: false).map(shortPart).joined(separator: "/")
  }

  /// Whether both name the same place.
  package static func isSame(_ one: String, _ other: String) -> Bool { one == other || short(one) == short(other) }

  private static func shortPart(_ part: Substring) -> String {
    let name = trimmed(part)
    if let known = firstLevel[name] { return known }
    // 吉林市 lies in 吉林, and 沙市 is no place called 沙.
    guard name.hasSuffix("市"), name.count > 2, name != "吉林市" else { return name }
    return String(name.dropLast())
  }

  private static func trimmed(_ part: Substring) -> String {
    var part = part
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }

  /// The thirty-four divisions of the first level by each of their usual names.
  private static let firstLevel: [String: String] = {
    var names: [String: String] = [:]
    func add(_ short: String, _ suffixes: [String]) { for suffix in suffixes { names[short + suffix] = short } }
    for short in [
      "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃",
      "青海", "台湾",
    ] {
      add(short, ["省"])
    }
    for short in ["北京", "天津", "上海", "重庆"] { add(short, ["市"]) }
    for (short, people) in [("内蒙古", ""), ("广西", "壮族"), ("西藏", ""), ("宁夏", "回族"), ("新疆", "维吾尔")] {
      add(short, [people + "自治区", "自治区", "区"])
    }
    for short in ["香港", "澳门"] { add(short, ["特别行政区", "特区"]) }
    return names
  }()
}
