package import Classification
import Digest
import Faults
package import Feeds
import Movement
package import Policy
package import Portfolio
import Promises
import Register
package import Runs
package import Schema
package import Speech
package import Views
import Words
import Workload
import YAML

/// The policies in force of one agency, read from their stored texts.
package struct PolicyLibrary: Sendable {
  /// The agency file and its policies, in the order in which they are tried.
  package var set: PolicySet
  /// What a run notes of each policy, in the order of `set.policies`.
  package var stamps: [RunPolicy]
  /// Version of the agency file in force, from 1.
  package var agencyVersion: Int
  /// The texts it was read from, for runs to keep.
  package var texts: [KeptText]

  /// Reads what is active. Throws with `EX_CONFIG` when something is missing, or a stored text cannot be read by this version of allot.
  package static func load(_ store: Store, _ agency: Agency) async throws -> PolicyLibrary {
    let active = try await store.register.activePolicies(agency: agency)
    return try read(
      active.map { KeptText(kind: $0.version.kind, name: $0.version.name, version: $0.version.version, text: $0.text) }, of: agency)
  }

  /// From texts, those in force or those that a run kept; other kinds than agency file and policies are left alone.
  package static func read(_ texts: [KeptText], of agency: Agency) throws -> PolicyLibrary {
    guard let agencyFile = texts.first(where: { $0.kind == .agency }) else { throw noAgencyFile(agency) }
    var settings = try read(agencyFile) { try PolicyFile.parseAgency($0, file: $1) }
    settings.version = agencyFile.version
    var policies: [(policy: CasePolicy, text: KeptText)] = []
    for stored in texts where stored.kind == .policy {
      var policy = try read(stored) { [settings] in try PolicyFile.parsePolicy($0, file: $1, agency: settings) }
      policy.version = stored.version
      policies.append((policy, stored))
    }
    guard !policies.isEmpty else {
      throw OperationError(
        .configuration,
        Wording(
          "agency \(agency.code) has no policy in force: nothing says who may get which case",
          "机构 \(agency.code) 没有生效的策略：无从得知谁可以接哪些案件"),
        remedy: Wording("put one in force with: allot policy apply FILE.yaml", "请使策略生效：allot policy apply FILE.yaml"))
    }
    let set = PolicySet(agency: settings, policies: policies.map(\.policy))
    let stamps = set.policies.map { policy in
      let text = policies.first { $0.policy.name == policy.name }?.text.text
      return RunPolicy(
        name: policy.name, version: policy.version, digest: text.map { SHA256.hash($0) } ?? [], routes: policy.routes.map(\.rule))
    }
    return PolicyLibrary(
      set: set, stamps: stamps, agencyVersion: settings.version, texts: [agencyFile] + policies.map(\.text))
  }

  /// The agency file in force; nil when there is none. Throws with `EX_CONFIG` for one that this version cannot read.
  package static func agencyInForce(_ store: Store, _ agency: Agency) async throws -> AgencyPolicy? {
    let stored = try await store.register.activePolicies(agency: agency).first { $0.version.kind == .agency }
    return try stored.map {
      let kept = KeptText(kind: $0.version.kind, name: $0.version.name, version: $0.version.version, text: $0.text)
      return try read(kept) { try PolicyFile.parseAgency($0, file: $1) }
    }
  }

  /// That an agency has no agency file in force.
  static func noAgencyFile(_ agency: Agency) -> OperationError {
    OperationError(
      .configuration, Wording("agency \(agency.code) has no agency file in force", "机构 \(agency.code) 没有生效的机构文件"),
      remedy: Wording("put one in force with: allot policy apply agency.yaml", "请使其生效：allot policy apply agency.yaml"))
  }

  /// What judges conversations: the lexicons that the agency file names, in its order, and its model. Throws with `EX_CONFIG` when no lexicon of
  /// them is in force.
  package static func judge(_ store: Store, _ agency: Agency) async throws -> ToneOffice {
    guard let judge = try await judgeInForce(store, agency) else {
      throw OperationError(
        .configuration,
        Wording(
          "agency \(agency.code) has no lexicon in force: nothing says which words are cooperative",
          "机构 \(agency.code) 没有生效的词库：无从判断哪些话是配合"),
        remedy: Wording(
          "put the shipped ones in force with: allot policy apply lexicons/zh.yaml lexicons/en.yaml",
          "请使自带的词库生效：allot policy apply lexicons/zh.yaml lexicons/en.yaml"))
    }
    return judge
  }

  /// The same; nil where no lexicon that is named is in force.
  static func judgeInForce(_ store: Store, _ agency: Agency) async throws -> ToneOffice? {
    let texts = try await store.register.activePolicies(agency: agency).map {
      KeptText(kind: $0.version.kind, name: $0.version.name, version: $0.version.version, text: $0.text)
    }
    let settings = try texts.first { $0.kind == .agency }.map { try read($0) { try PolicyFile.parseAgency($0, file: $1) } }
    let all = texts.filter { $0.kind == .lexicon }
    let named = settings.map { settings in settings.lexicons.compactMap { name in all.first { $0.name == name } } } ?? all
    guard !named.isEmpty else { return nil }
    let lexicons = try named.map { try read($0) { try LexiconFile.parse($0, file: $1).lexicon } }
    let model = settings?.toneModel.flatMap { name in texts.first { $0.kind == .model && $0.name == name } }
    let judge = ToneJudge(
      lexicons, model: try model.map { try read($0) { try ToneModelFile.parse($0, file: $1).model } },
      recogniser: settings?.toneBy ?? .keywords)
    var digest = SHA256()
    for text in named + (model.map { [$0] } ?? []) { digest.update(SHA256.hash(text.text)) }
    digest.update("\(judge.recogniser.rawValue) \(ToneJudge.reading)")
    var missing = settings?.lexicons.filter { name in !all.contains { $0.name == name } }.map { Wording("lexicon \($0)", "词库 \($0)") } ?? []
    if let name = settings?.toneModel, model == nil { missing.append(Wording("model \(name)", "模型 \(name)")) }
    return ToneOffice(
      judge: judge, judgedBy: digest.digest(), missing: missing,
      calendar: settings.map { $0.hearsPromises ? $0.calendar : nil } ?? .mondayToFriday)
  }

  /// What the report of a slot needs of the policies.
  package func terms(program: String, slot: Day) -> ReportTerms {
    var notBackTo: [String: ReportTerms.NotBack] = [:]
    for policy in set.policies {
      if let rule = policy.movement.notBackTo { notBackTo[policy.name] = ReportTerms.NotBack(holders: rule.holders, days: rule.days) }
    }
    return ReportTerms(
      effortSeconds: set.agency.workload.effortSeconds, notBackTo: notBackTo,
      rules: Dictionary(set.policies.map { ($0.name, $0.ruleMeanings) }) { first, _ in first },
      firstContactHours: Dictionary(set.policies.map { ($0.name, $0.firstContactHours) }) { first, _ in first },
      promiseGraceDays: set.policies.map(\.classification.promiseGraceDays).max() ?? 3, program: program,
      calendar: set.agency.calendarRemarks(on: slot))
  }

  private static func read<Value>(_ stored: KeptText, _ parse: ([UInt8], String) throws -> Value) throws -> Value {
    let name = "\(stored.kind.rawValue) \(stored.name) version \(stored.version)"
    do {
      return try parse(Array(stored.text.utf8), name)
    } catch {
      throw OperationError(
        .configuration,
        Wording(
          "\(name), in force, cannot be read by this version of allot:\n  \(error)",
          "本版 allot 无法读取生效中的\(Words.policyKind(stored.kind).zh) \(stored.name)（版本 \(stored.version)）：\n  \(lines(error).zh)"),
        remedy: Wording(
          "mend the file and put it in force with: allot policy apply FILE.yaml", "请改好文件并使其生效：allot policy apply FILE.yaml"))
    }
  }

  /// Every problem of a file on a line of its own; another error in its own words.
  static func lines(_ error: any Error) -> Wording {
    guard let fault = error as? PolicyFault else { return Wording(same: "\(error)") }
    return Wording(
      fault.problems.map { $0.text(.en) }.joined(separator: "\n"), fault.problems.map { $0.text(.zh) }.joined(separator: "\n"))
  }
}

/// What judges the conversations of an agency.
package struct ToneOffice: Sendable {
  /// The lexicons and the model, ready to judge.
  package let judge: ToneJudge
  /// Digest of lexicons, model and who decides: verdicts with another one are outdated.
  package let judgedBy: [UInt8]
  /// What the agency file names and is not in force: `model own-sentences`.
  package let missing: [Wording]
  /// Working days by which promises are read; nil where the agency wants none heard.
  package let calendar: Calendar?

  /// The promises with a day that the debtor makes in a text, said on a day; none where the agency wants none heard.
  package func promises(_ text: String, language: String?, saidOn: Day) -> [SaidPromise] {
    guard let calendar else { return [] }
    let reader = PromiseReader(language: language.flatMap { Language(rawValue: $0) }) { calendar.isWorkingDay($0) }
    return reader.read(judge.debtorsWords(in: text), saidOn: saidOn).all.filter { $0.kind == .day || $0.kind == .range }.map {
      SaidPromise(from: $0.from, until: $0.until, least: $0.least, most: $0.most)
    }
  }

  /// Who speaks in a conversation that would count as the debtor's. A mapping's word holds, a column's unless both voices are heard.
  package func speaker(of row: ConversationRow) -> Voices.Speaker {
    guard row.party == .debtor, row.partyIsFrom != .mapping else { return .debtor }
    let voices = judge.voices(of: row.text)
    return row.partyIsFrom == .nothing || voices.isCertain ? voices.speaker : .debtor
  }

  /// The verdict on one text as it is stored.
  package func verdict(_ text: String, language: String?) -> JudgedTone {
    let verdict = judge.judge(text, language: language)
    return JudgedTone(
      tone: verdict.tone, confidence: verdict.confidence, groups: verdict.groups.rawValue, suggestedFlags: verdict.suggestedFlags,
      score: Int16(clamping: verdict.score), isDisputed: verdict.isDisputed)
  }
}
