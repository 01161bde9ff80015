package import Figures
package import Portfolio

/// The vocabulary in both languages: a word for every case of every enum that a person may see. Sentences are `ReasonText`'s and its siblings'.
package enum Words {
  /// Class of a case: 待判定, 正常, 非正常, 配合 or 非配合 in Chinese.
  package static func caseClass(_ value: CaseClass) -> Phrase {
    switch value {
    case .unknown: Phrase("unknown", "待判定")
    case .normal: Phrase("normal", "正常")
    case .abnormal: Phrase("abnormal", "非正常")
    case .cooperative: Phrase("cooperative", "配合")
    case .uncooperative: Phrase("uncooperative", "非配合")
    }
  }

  /// Verdict on a conversation, or what a person says of it.
  package static func tone(_ value: Tone) -> Phrase {
    switch value {
    case .neutral: Phrase("neutral", "中性")
    case .cooperative: Phrase("cooperative", "配合")
    case .uncooperative: Phrase("uncooperative", "非配合")
    }
  }

  /// Whether the agency still has the case, and how it ended if not.
  package static func status(_ value: CaseStatus) -> Phrase {
    switch value {
    case .open: Phrase("open", "在案")
    case .settled: Phrase("settled", "结清")
    case .returned: Phrase("returned", "退案")
    case .withdrawn: Phrase("withdrawn", "撤案")
    case .deceased: Phrase("deceased", "身故")
    }
  }

  /// What a run did with a case.
  package static func decision(_ value: DecisionKind) -> Phrase {
    switch value {
    case .assigned: Phrase("assigned", "分案")
    case .moved: Phrase("moved", "换手")
    case .recalled: Phrase("recalled", "收回")
    case .held: Phrase("held", "停催")
    case .unassigned: Phrase("unassigned", "未分出")
    }
  }

  /// Kind of a hold that keeps a case from being dealt; `.none` without one.
  package static func hold(_ value: HoldKind) -> Phrase {
    switch value {
    case .none: Phrase("none", "无")
    case .suspended: Phrase("suspended", "停催")
    case .dispute: Phrase("dispute", "争议")
    case .complaint: Phrase("complaint", "投诉")
    case .litigation: Phrase("litigation", "诉讼")
    case .clientRequest: Phrase("the client's request", "委托方要求")
    case .settlementTalks: Phrase("settlement talks", "和解洽谈")
    case .other: Phrase("another reason", "其他原因")
    }
  }

  /// One flag; nil for a bit that has no name.
  package static func flag(_ value: CaseFlags) -> Phrase? {
    switch value {
    case .dispute: Phrase("dispute", "争议")
    case .attorney: Phrase("attorney", "委托律师")
    case .complaint: Phrase("complaint", "投诉")
    case .ceaseContact: Phrase("cease contact", "要求停止联系")
    case .hardship: Phrase("hardship", "经济困难")
    case .deceased: Phrase("deceased", "身故")
    case .fraud: Phrase("fraud", "欺诈")
    case .bankruptcy: Phrase("bankruptcy", "破产")
    case .specialGroup: Phrase("special group", "特殊人群")
    case .litigation: Phrase("litigation", "诉讼")
    case .threat: Phrase("threat", "威胁")
    case .wrongPerson: Phrase("wrong person", "非本人")
    default: nil
    }
  }

  /// The flags that are set, in bit order, separated; `none` when no known bit is set.
  package static func flags(_ value: CaseFlags, _ language: Language) -> String {
    let words = CaseFlags.words.filter { value.contains($0.flag) }.compactMap { flag($0.flag)?[language] }
    return words.isEmpty ? Phrase("none", "无")[language] : words.joined(separator: language == .zh ? "、" : ", ")
  }

  /// The way somebody was to be reached.
  package static func channel(_ value: Channel) -> Phrase {
    switch value {
    case .phone: Phrase("phone", "电话")
    case .sms: Phrase("text message", "短信")
    case .im: Phrase("instant message", "即时通讯")
    case .email: Phrase("email", "电子邮件")
    case .letter: Phrase("letter", "信函")
    case .visit: Phrase("visit", "上门")
    }
  }

  /// What came of an attempt, on any channel.
  package static func outcome(_ value: ContactOutcome) -> Phrase {
    switch value {
    case .connected: Phrase("connected", "接通")
    case .hungUp: Phrase("hung up", "接通后挂断")
    case .rejected: Phrase("rejected", "拒接")
    case .busy: Phrase("busy", "占线")
    case .noAnswer: Phrase("no answer", "无人接听")
    case .poweredOff: Phrase("powered off", "关机")
    case .outOfCoverage: Phrase("out of coverage", "不在服务区")
    case .suspended: Phrase("suspended", "停机")
    case .invalidNumber: Phrase("invalid number", "空号")
    case .numberChanged: Phrase("number changed", "已换号")
    case .voicemail: Phrase("voicemail", "语音信箱")
    case .thirdParty: Phrase("third party", "第三人接听")
    case .wrongPerson: Phrase("wrong person", "非本人")
    case .networkProblem: Phrase("network problem", "网络故障")
    case .cancelled: Phrase("cancelled", "已取消")
    case .unknown: Phrase("unknown", "未知")
    case .delivered: Phrase("delivered", "已送达")
    case .undelivered: Phrase("undelivered", "未送达")
    case .replied: Phrase("replied", "已回复")
    }
  }

  /// Who answered.
  package static func party(_ value: Party) -> Phrase {
    switch value {
    case .debtor: Phrase("debtor", "债务人本人")
    case .thirdParty: Phrase("third party", "第三人")
    case .unknown: Phrase("unknown", "未知")
    }
  }
}
