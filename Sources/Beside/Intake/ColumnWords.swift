import Portfolio
import Tables

/// Words that sources write for states, parties, channels and the like; compared by `Folding.word`.
enum ColumnWords {
  /// The meaning of a word. Most files write words as the tables do: those are found without folding them first.
  static func find<Value>(_ text: String, in words: [String: Value]) -> Value? {
    words[text] ?? words[Folding.word(text)]
  }

  static let partyNames: [(word: String, value: Party)] = [("debtor", .debtor), ("third_party", .thirdParty), ("unknown", .unknown)]

  /// Words for parties; relatives and colleagues are third parties by their names.
  static let parties: [String: Party] = words([
    (["debtor", "self", "本人", "债务人", "借款人", "持卡人", "客户本人", "borrower", "cardholder"], .debtor),
    (
      [
        "third_party", "third party", "third", "第三方", "联系人", "亲属", "家人", "父母", "父亲", "母亲", "配偶", "丈夫", "妻子", "子女", "儿子", "女儿", "兄弟", "姐妹",
        "兄弟姐妹",
        "同事", "朋友", "同学", "单位", "紧急联系人", "亲戚", "relative", "spouse", "colleague", "friend", "parent", "sibling", "employer", "other",
      ], .thirdParty
    ),
    (["unknown", "未知", "不详"], .unknown),
  ])

  static let channels: [String: Channel] = words([
    (["phone", "call", "voice", "tel", "telephone", "cellular", "电话", "外呼", "呼叫", "电催", "语音"], .phone),
    (["sms", "text", "短信"], .sms), (["im", "wechat", "whatsapp", "chat", "微信", "qq", "企业微信"], .im),
    (["email", "mail", "e-mail", "邮件", "电子邮件"], .email), (["letter", "post", "信函", "函件", "律师函"], .letter),
    (["visit", "field", "外访", "上门"], .visit),
  ])

  static let inbound: [String: Bool] = words([
    (["inbound", "incoming", "in", "呼入", "来电", "被叫"], true), (["outbound", "outgoing", "out", "呼出", "外呼", "主叫"], false),
  ])

  /// States of a case, with the hold that the word implies.
  static let states: [String: (status: CaseStatus, hold: HoldKind?)] = words([
    (["open", "active", "在案", "正常", "在催", "催收中", "normal", "new", "新案", "留案"], (.open, nil)),
    (["suspended", "停催", "暂停", "暂缓", "on hold", "hold"], (.open, .suspended)),
    (["settled", "paid", "closed", "结清", "已结清", "还清"], (.settled, nil)),
    (["returned", "退案", "已退案", "recalled"], (.returned, nil)), (["withdrawn", "撤案", "已撤案", "撤回"], (.withdrawn, nil)),
    (["deceased", "死亡", "身故"], (.deceased, nil)),
  ])

  static let holds: [String: HoldKind] = words(
    HoldKind.allCases.map { ([$0.word], $0) } + [
      (["停催", "暂缓", "暂停"], .suspended), (["争议", "异议"], .dispute), (["投诉"], .complaint), (["诉讼", "起诉", "司法"], .litigation),
      (["委托方要求", "甲方要求", "client"], .clientRequest), (["协商", "协商中", "减免协商"], .settlementTalks), (["其他", "其它"], .other),
      (["解除", "恢复", "lift", "lifted", "released"], .none),
    ])

  static let flags: [String: CaseFlags] = words(
    CaseFlags.words.map { ([$0.word], $0.flag) } + [
      (["争议", "异议"], .dispute), (["律师", "代理律师"], .attorney), (["投诉"], .complaint), (["停止联系", "拒绝联系"], .ceaseContact),
      (["困难", "经济困难"], .hardship),
      (["死亡", "身故", "去世"], .deceased), (["欺诈", "冒用"], .fraud), (["破产"], .bankruptcy), (["特殊群体", "特殊人群"], .specialGroup),
      (["诉讼", "司法"], .litigation),
      (["威胁"], .threat), (["非本人", "错号"], .wrongPerson),
    ])

  static let yesNo: [String: Bool] = words([
    (["yes", "y", "true", "1", "on", "set", "是", "有效", "设置", "在职", "active", "employed", "启用", "正常"], true),
    (["no", "n", "false", "0", "off", "lift", "lifted", "否", "无效", "解除", "离职", "inactive", "left", "停用", "冻结", "frozen"], false),
  ])

  static let currencies: [String: Currency] = {
    var result: [String: Currency] = [:]
    for (words, code) in [
      (["人民币", "人民币元", "rmb", "156", "元"], "CNY"), (["美元", "us$", "840"], "USD"), (["港币", "港元", "hk$", "344"], "HKD"),
      (["新台币", "台币", "nt$", "901"], "TWD"),
      (["欧元", "978"], "EUR"),
    ] {
      for word in words { result[word] = Currency(code) }
    }
    return result
  }()

  /// Skills by the names of languages that files write; anything else is a skill by its own word.
  static let skills: [String: String] = words([
    (["粤语", "广东话", "cantonese", "yue"], "cantonese"), (["英语", "英文", "english", "en"], "english"),
    (["诉讼", "法务", "litigation", "legal"], "litigation"),
    (["普通话", "国语", "mandarin", "zh"], ""),
  ])

  private static func words<Value>(_ groups: [([String], Value)]) -> [String: Value] {
    var result: [String: Value] = [:]
    for (words, value) in groups {
      for word in words where result[word] == nil { result[word] = value }
    }
    return result
  }
}
