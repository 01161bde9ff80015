import Portfolio
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("广东", "广东省"), ("上海", "上海市"), ("广西", "广西壮族自治区"), ("广西", "广西区"), ("内蒙古", "内蒙古自治区"), ("宁夏", "宁夏回族自治区"),
    ("新疆", "新疆维吾尔自治区"), ("西藏", "西藏自治区"), ("香港", "香港特别行政区"), ("澳门", "澳门特区"), ("深圳", "深圳市"), ("广东/深圳", "广东省/深圳市"),
    ("上海", " 上海市\u{3000}"),
  ]) func aPlaceHasOneNameHoweverItIsWritten(_ short: String, _ written: String) {
    #expect(RegionName.short(written) == short && RegionName.short(short) == short && RegionName.isSame(written, short))
  }

  @Test(arguments: [("吉林市", "吉林省"), ("沙市", "沙"), ("海南", "海南州"), ("广东/深圳市", "广东省"), ("湖南省", "湖北省"), ("Texas", "texas")])
  func placesThatDifferKeepTheirNames(_ one: String, _ other: String) { #expect(!RegionName.isSame(one, other)) }

  @Test func aSkillHasOneNameInBothLanguages() {
    #expect(["诉讼", "法务", "Legal", "litigation"].map(SkillName.one) == Array(repeating: "litigation", count: 4))
    #expect(["粤语", "英文", "普通话", "negotiation"].map(SkillName.one) == ["cantonese", "english", "", "negotiation"])
  }
}
