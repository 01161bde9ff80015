package import Figures
package import Portfolio

/// Reasons as people read them.
package enum ReasonText {
  /// The reason as one full sentence with its numbers and names.
  package static func sentence(_ reason: Reason, _ names: ReasonNames, _ language: Language) -> String {
    language == .zh ? chinese(reason, names) : english(reason, names)
  }

  /// The reason's code as a few words, for charts and first columns.
  package static func title(_ code: ReasonCode, _ language: Language) -> String { phrase(code)[language] }

  /// The reason's code as one word that never changes, for files.
  package static func word(_ code: ReasonCode) -> String {
    var text = ""
    for character in String(describing: code) {
      if character.isUppercase { text += "_" }
      text += character.lowercased()
    }
    return text
  }

  private static func phrase(_ code: ReasonCode) -> Phrase {
    switch code {
    case .tooFewContacts: Phrase("too few contacts", "沟通次数不足")
    case .manyAttempts: Phrase("many attempts", "拨打次数过多")
    case .manyAttemptsAndMessages: Phrase("many attempts and messages", "拨打与信息均过多")
    case .evidenceAbnormal: Phrase("evidence of hard to reach", "反馈显示难以联系")
    case .evidenceNormal: Phrase("still plausible to reach", "仍有望联系上")
    case .paidRecently: Phrase("paid recently", "近期有还款")
    case .promiseBroken: Phrase("promise broken", "承诺未兑现")
    case .promiseOpen: Phrase("promise open", "承诺还款中")
    case .wordsCooperative: Phrase("cooperative words", "言语配合")
    case .wordsUncooperative: Phrase("uncooperative words", "言语不配合")
    case .nothingSaid: Phrase("nothing said for or against", "未表态")
    case .stayPlan: Phrase("stays: instalment plan", "留任：分期履约中")
    case .stayPromise: Phrase("stays: promise", "留任：承诺待兑现")
    case .stayPaid: Phrase("stays: recent payment", "留任：近期还款")
    case .stayRetained: Phrase("stays: retention", "留任：留案")
    case .stayPinned: Phrase("stays: pinned", "留任：人工指定")
    case .stayRule: Phrase("stays: rule", "留任：规则")
    case .recallForced: Phrase("held too long", "到期强制收回")
    case .recallNoFollowUp: Phrase("no follow-up", "未跟进收回")
    case .recallRotated: Phrase("rotation by class", "按类别轮换")
    case .recallRetentionExpired: Phrase("retention expired", "留案到期")
    case .recallHolderLeft: Phrase("holder left", "持有人离职")
    case .recallNotAuthorised: Phrase("holder not authorised", "持有人无授权")
    case .holdFlag: Phrase("flag", "案件标识")
    case .holdEntered: Phrase("hold entered", "人工停催")
    case .holdNearReturn: Phrase("close to return", "临近退案")
    case .holdNothingDue: Phrase("nothing due", "无欠款")
    case .holdRule: Phrase("stop rule", "停催规则")
    case .holdWithGroup: Phrase("held with the debtor's other case", "随共债案件停催")
    case .holdNoRate: Phrase("no exchange rate", "缺少汇率")
    case .assignedCheapest: Phrase("lowest marginal load", "边际负荷最低")
    case .assignedOnly: Phrase("only one with room", "唯一有余量者")
    case .assignedWithGroup: Phrase("with the debtor's other case", "随共债案件分配")
    case .assignedPinned: Phrase("pinned by a person", "人工指定")
    case .assignedAgain: Phrase("back to a former holder", "重回前手")
    case .noPolicyCovers: Phrase("no policy covers it", "无适用策略")
    case .noRouteMatches: Phrase("no route matches", "无匹配路由")
    case .nobodyInTeams: Phrase("nobody in the teams", "小组内无人")
    case .nobodyWithSkills: Phrase("nobody with the skills", "无人具备技能")
    case .nobodyPresent: Phrase("nobody on duty", "无人在岗")
    case .everybodyExcluded: Phrase("everybody excluded", "人员均被排除")
    case .noRoom: Phrase("no room", "无余量")
    case .noNewHolder: Phrase("no new holder, stays", "无接手人，暂不收回")
    case .placeTakenMeanwhile: Phrase("place taken meanwhile", "名额已被占用")
    case .caseChangedMeanwhile: Phrase("case changed meanwhile", "案件已变动")
    case .runUndone: Phrase("run taken back", "运行已撤销")
    case .groupChangedMeanwhile: Phrase("group changed meanwhile", "共债组已变动")
    }
  }
}
