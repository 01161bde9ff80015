import Classification
import Policy
import Portfolio
import Speech
import Words

extension PolicySaid {
  /// One constant: the key, and what a value of it means.
  private typealias Constant = (key: String, say: (ClassificationSettings) -> Wording)

  /// The profile, and each constant that differs from it.
  static func classify(_ policy: CasePolicy) -> SaidSection {
    let settings = policy.classification
    let profile = ClassificationSettings.profiles.first { $0.word == settings.profile }?.value ?? ClassificationSettings()
    var lines = [
      SaidLine("classify.profile", "Cases are classified by the profile “\(settings.profile)”.", "案件按参数集“\(settings.profile)”分类。")
    ]
    for constant in constants {
      let (own, usual) = (constant.say(settings), constant.say(profile))
      guard own != usual else { continue }
      lines.append(
        SaidLine("classify.\(constant.key)", Tongue.sentence(own + Wording(" (the profile: \(usual.en))", "（参数集：\(usual.zh)）"))))
    }
    let rest =
      lines.count == 1
      ? Wording("All its constants hold.", "其所有常数照用。") : Wording("All its other constants hold.", "其余常数照用。")
    lines.append(SaidLine("classify.rest", rest))
    return SaidSection("classify", Wording("How a case is judged", "案件分类"), lines)
  }

  /// The profile and every constant, whether the profile has it so or not: what is compared.
  static func allConstants(_ policy: CasePolicy) -> [SaidLine] {
    classify(policy).lines.prefix(1)
      + constants.map { SaidLine("classify.\($0.key)", Tongue.sentence($0.say(policy.classification))) }
  }

  private struct Constants {
    var list: [Constant] = []
    mutating func add(_ key: String, _ say: @escaping (ClassificationSettings) -> Wording) { list.append((key, say)) }
  }

  private static var constants: [Constant] { counting + unreached + reached + deeds }

  private static func off(_ value: Int?, _ say: (Int) -> Wording, _ off: Wording) -> Wording { value.map(say) ?? off }

  private static var counting: [Constant] {
    var all = Constants()
    all.add("counts_per_day") { settings in
      off(
        settings.countsPerDay, { Wording("\($0) attempts a day and contact point count", "每个联系方式每天计 \($0) 次") },
        Wording("all attempts count", "全部联系都计"))
    }
    all.add("points") { settings in
      switch settings.points {
      case .least: Wording("the contact point with the least evidence speaks for the case", "以证据最少的联系方式为准")
      case .together: Wording("all contact points are taken together", "所有联系方式合并计算")
      }
    }
    all.add("phone_value") { settings in
      switch settings.phoneValue {
      case .sum: Wording("evidence of a number is the sum of its attempts", "号码的证据为各次之和")
      case .mean: Wording("evidence of a number is the mean of its attempts", "号码的证据为各次均值")
      }
    }
    for outcome in OutcomeWeights.outcomes {
      all.add("weights.\(outcome.word)") { settings in
        let weight = Tongue.milli(settings.weights[outcome])
        return Wording(
          "an attempt with the outcome “\(Words.outcome(outcome).en)” weighs \(weight)", "结果“\(Words.outcome(outcome).zh)”的权重为 \(weight)")
      }
    }
    all.add("message_weight") { settings in
      Wording("an unanswered message weighs \(Tongue.milli(settings.messageWeight))", "未回复消息的权重为 \(Tongue.milli(settings.messageWeight))")
    }
    all.add("recent_message_weight") { settings in
      Wording("a recent one \(Tongue.milli(settings.recentMessageWeight)) more", "近期消息另加 \(Tongue.milli(settings.recentMessageWeight))")
    }
    all.add("recent") { settings in
      Wording("a message is recent for \(Tongue.count(settings.recentDays, "day"))", "消息在 \(settings.recentDays) 天内算近期")
    }
    return all.list
  }

  private static var unreached: [Constant] {
    var all = Constants()
    all.add("abnormal_above") { settings in
      off(
        settings.abnormalAbove,
        { Wording("more than \(Tongue.count($0, "attempt")) make a case abnormal", "联系超过 \($0) 次即为非正常") },
        Wording("no number of attempts alone makes a case abnormal", "联系次数本身不判为非正常"))
    }
    all.add("suspect_above") { settings in
      off(
        settings.suspectAbove,
        { Wording("more than \(Tongue.count($0, "attempt")) make a case suspicious", "联系超过 \($0) 次即为可疑") },
        Wording("no case is suspicious for its attempts", "不因联系次数而可疑"))
    }
    all.add("other_channels_above") { settings in
      Wording(
        "a suspicious case is abnormal with more than \(Tongue.count(settings.otherChannelsAbove, "unanswered message"))",
        "可疑案件另有超过 \(settings.otherChannelsAbove) 条未回复消息即为非正常")
    }
    all.add("halfway") { settings in
      Wording("evidence of \(Tongue.milli(settings.halfway)) is half way to abnormal", "证据 \(Tongue.milli(settings.halfway)) 为到非正常的一半")
    }
    all.add("threshold") { settings in
      Wording("a case is abnormal from \(Tongue.percent(settings.threshold)) on", "达到 \(Tongue.percent(settings.threshold)) 即为非正常")
    }
    all.add("unknown_below") { settings in
      settings.unknownBelow == 0
        ? Wording("no case is unknown for lack of contacts", "不因联系少而待判定")
        : Wording(
          "fewer than \(Tongue.count(settings.unknownBelow, "contact")) leave a case unknown", "联系少于 \(settings.unknownBelow) 次为待判定")
    }
    return all.list
  }

  private static var reached: [Constant] {
    var all = Constants()
    all.add("quiet") { settings in
      off(
        settings.quietDays,
        { Wording("after \(Tongue.count($0, "day")) of silence a debtor counts as unreached", "\($0) 天没有联系上即按未联系处理") },
        Wording("who was reached once counts as reached for ever", "联系上一次即一直视为已联系"))
    }
    all.add("window") { settings in
      Wording("conversations of \(Tongue.count(settings.windowDays, "day")) count", "计入 \(settings.windowDays) 天内的沟通")
    }
    all.add("cooperative_share") { settings in
      Wording(
        "a share of \(Tongue.percent(settings.cooperativeShare)) of cooperative talk is cooperative",
        "配合占比达 \(Tongue.percent(settings.cooperativeShare)) 为配合")
    }
    all.add("prior_weight") { settings in
      Wording(
        "\(Tongue.milli(settings.priorWeight)) conversations are assumed beside the real ones",
        "另假定有 \(Tongue.milli(settings.priorWeight)) 次沟通")
    }
    all.add("prior_share") { settings in
      Wording(
        "of those assumed, \(Tongue.percent(settings.priorShare)) are cooperative", "假定沟通的配合占比为 \(Tongue.percent(settings.priorShare))")
    }
    all.add("neutral") { settings in
      settings.neutralCountsAsCooperative
        ? Wording("neutral talk counts as cooperative", "中性沟通算配合") : Wording("neutral talk is no evidence", "中性沟通不作依据")
    }
    all.add("nothing_said") { settings in
      let value = Words.caseClass(settings.nothingSaid)
      return Wording("a debtor of whom nothing known speaks for or against is \(value.en)", "没有可依据的沟通时为\(value.zh)")
    }
    all.add("empty_promise") { settings in
      off(
        settings.emptyPromiseDays,
        {
          Wording("a spoken promise without payment is uncooperative after \(Tongue.count($0, "day"))", "口头承诺 \($0) 天未还款算非配合")
        }, Wording("a spoken promise without payment counts for nothing", "口头承诺未还款不作依据"))
    }
    return all.list
  }

  private static var deeds: [Constant] {
    var all = Constants()
    all.add("deeds") { settings in
      settings.deedsOutrankWords
        ? Wording("payments and promises outrank words", "还款与承诺优先于话术") : Wording("payments and promises are no evidence", "还款与承诺不作依据")
    }
    all.add("paid") { settings in
      Wording(
        "a payment within \(Tongue.count(settings.paidWithinDays, "day")) makes a case cooperative", "\(settings.paidWithinDays) 天内还款为配合")
    }
    all.add("promise_grace") { settings in
      Wording(
        "a promise is broken \(Tongue.count(settings.promiseGraceDays, "day")) after its due day",
        "到期日后 \(settings.promiseGraceDays) 天未还款为失约")
    }
    all.add("promise_broken") { settings in
      settings.brokenPromiseIsUncooperative
        ? Wording("a broken promise is uncooperative", "失约即非配合") : Wording("a broken promise is no evidence", "失约不作依据")
    }
    return all.list
  }
}
