import Figures
package import Portfolio
package import Speech

/// The vocabulary in both languages: a word for every case of every enum that a person may see. Sentences are `ReasonText`'s and its siblings'.
package enum Words {
  /// Class of a case: 待判定, 正常, 非正常, 配合 or 非配合 in Chinese.
  package static func caseClass(_ value: CaseClass) -> Wording {
    switch value {
    case .unknown: Wording("unknown", "待判定")
    case .normal: Wording("normal", "正常")
    case .abnormal: Wording("abnormal", "非正常")
    case .cooperative: Wording("cooperative", "配合")
    case .uncooperative: Wording("uncooperative", "非配合")
    }
  }

  /// Verdict on a conversation, or what a person says of it.
  package static func tone(_ value: Tone) -> Wording {
    switch value {
    case .neutral: Wording("neutral", "中性")
    case .cooperative: Wording("cooperative", "配合")
    case .uncooperative: Wording("uncooperative", "非配合")
    }
  }

  /// Whether the agency still has the case, and how it ended if not.
  package static func status(_ value: CaseStatus) -> Wording {
    switch value {
    case .open: Wording("open", "在案")
    case .settled: Wording("settled", "结清")
    case .returned: Wording("returned", "退案")
    case .withdrawn: Wording("withdrawn", "撤案")
    case .deceased: Wording("deceased", "身故")
    }
  }

  /// What a run did with a case.
  package static func decision(_ value: DecisionKind) -> Wording {
    switch value {
    case .assigned: Wording("assigned", "分案")
    case .moved: Wording("moved", "换手")
    case .recalled: Wording("recalled", "收回")
    case .held: Wording("held", "停催")
    case .unassigned: Wording("unassigned", "未分出")
    }
  }

  /// Kind of a hold that keeps a case from being dealt; `.none` without one.
  package static func hold(_ value: HoldKind) -> Wording {
    switch value {
    case .none: Wording("none", "无")
    case .suspended: Wording("suspended", "停催")
    case .dispute: Wording("dispute", "争议")
    case .complaint: Wording("complaint", "投诉")
    case .litigation: Wording("litigation", "诉讼")
    case .clientRequest: Wording("the client's request", "委托方要求")
    case .settlementTalks: Wording("settlement talks", "和解洽谈")
    case .other: Wording("another reason", "其他原因")
    case .emergency: Wording("emergency stop", "紧急停办")
    }
  }

  /// One flag; nil for a bit that has no name.
  package static func flag(_ value: CaseFlags) -> Wording? {
    switch value {
    case .dispute: Wording("dispute", "争议")
    case .attorney: Wording("attorney", "委托律师")
    case .complaint: Wording("complaint", "投诉")
    case .ceaseContact: Wording("cease contact", "要求停止联系")
    case .hardship: Wording("hardship", "经济困难")
    case .deceased: Wording("deceased", "身故")
    case .fraud: Wording("fraud", "欺诈")
    case .bankruptcy: Wording("bankruptcy", "破产")
    case .specialGroup: Wording("special group", "特殊人群")
    case .litigation: Wording("litigation", "诉讼")
    case .threat: Wording("threat", "威胁")
    case .wrongPerson: Wording("wrong person", "非本人")
    default: nil
    }
  }

  /// The flags that are set, in bit order, separated; `none` when no known bit is set.
  package static func flags(_ value: CaseFlags, _ language: Language) -> String {
    let words = CaseFlags.words.filter { value.contains($0.flag) }.compactMap { flag($0.flag)?[language] }
    return words.isEmpty ? Wording("none", "无")[language] : words.joined(separator: language == .zh ? "、" : ", ")
  }

  /// The way somebody was to be reached.
  package static func channel(_ value: Channel) -> Wording {
    switch value {
    case .phone: Wording("phone", "电话")
    case .sms: Wording("text message", "短信")
    case .im: Wording("instant message", "即时通讯")
    case .email: Wording("email", "电子邮件")
    case .letter: Wording("letter", "信函")
    case .visit: Wording("visit", "上门")
    case .tracing: Wording("tracing", "查找（网络、户籍、法院等）")
    }
  }

  /// What came of an attempt, on any channel.
  package static func outcome(_ value: ContactOutcome) -> Wording {
    switch value {
    case .connected: Wording("connected", "接通")
    case .hungUp: Wording("hung up", "接通后挂断")
    case .rejected: Wording("rejected", "拒接")
    case .busy: Wording("busy", "占线")
    case .noAnswer: Wording("no answer", "无人接听")
    case .poweredOff: Wording("powered off", "关机")
    case .outOfCoverage: Wording("out of coverage", "不在服务区")
    case .suspended: Wording("suspended", "停机")
    case .invalidNumber: Wording("invalid number", "空号")
    case .numberChanged: Wording("number changed", "已换号")
    case .voicemail: Wording("voicemail", "语音信箱")
    case .thirdParty: Wording("third party", "第三人接听")
    case .wrongPerson: Wording("wrong person", "非本人")
    case .networkProblem: Wording("network problem", "网络故障")
    case .cancelled: Wording("cancelled", "已取消")
    case .unknown: Wording("unknown", "未知")
    case .delivered: Wording("delivered", "已送达")
    case .undelivered: Wording("undelivered", "未送达")
    case .replied: Wording("replied", "已回复")
    case .notConnected: Wording("not connected, cause unknown", "未接通（原因不明）")
    case .blocked: Wording("calling number blocked by a carrier", "主叫号码被运营商拦截")
    case .traced: Wording("traced", "有效调查")
    case .notTraced: Wording("not traced", "无效调查")
    }
  }

  /// Who answered.
  package static func party(_ value: Party) -> Wording {
    switch value {
    case .debtor: Wording("debtor", "债务人本人")
    case .thirdParty: Wording("third party", "第三人")
    case .unknown: Wording("unknown", "未知")
    }
  }
}
