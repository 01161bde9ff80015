import Portfolio
import Postgres

extension Freezer {
  mutating func readConversations() throws {
    var facts = RaggedBuilder<ConversationFact>(beside: snapshot.cases.id)
    try connection.copyOut(SQL(raw: statements.conversations)) { row in
      let id = try row.int64()
      let (day, tone, confidence, groups) = (Day(try row.date()), try row.int16(), try row.int16(), try row.int32())
      guard facts.move(to: id) else { return }
      let fact = ConversationFact(
        day: day, tone: Tone(rawValue: UInt8(clamping: tone)) ?? .neutral, confidence: UInt8(clamping: confidence), groups: groups)
      facts.values.append(fact)
      for number in [id, Int64(day.rawValue), Int64(tone), Int64(confidence), Int64(groups)] { digest.add(number) }
    }
    facts.finish()
    snapshot.conversations = Ragged(starts: facts.starts, values: facts.values)
  }

  mutating func readPayments() throws {
    var facts = RaggedBuilder<PaymentFact>(beside: snapshot.cases.id)
    try connection.copyOut(SQL(raw: statements.payments)) { row in
      let (id, day, amount) = (try row.int64(), Day(try row.date()), try row.int64())
      guard facts.move(to: id) else { return }
      facts.values.append(PaymentFact(day: day, amount: amount))
      for number in [id, Int64(day.rawValue), amount] { digest.add(number) }
    }
    facts.finish()
    snapshot.payments = Ragged(starts: facts.starts, values: facts.values)
  }

  mutating func readPromises() throws {
    var facts = RaggedBuilder<PromiseFact>(beside: snapshot.cases.id)
    try connection.copyOut(SQL(raw: statements.promises)) { row in
      let (id, made, due) = (try row.int64(), Day(try row.date()), Day(try row.date()))
      let (amount, plan) = (try row.int64(), try row.int32())
      guard facts.move(to: id) else { return }
      facts.values.append(PromiseFact(madeOn: made, dueOn: due, amount: amount, plan: plan))
      for number in [id, Int64(made.rawValue), Int64(due.rawValue), amount, Int64(plan)] { digest.add(number) }
    }
    facts.finish()
    snapshot.promises = Ragged(starts: facts.starts, values: facts.values)
  }

  mutating func readFormerHolders() throws {
    var facts = RaggedBuilder<FormerHolder>(beside: snapshot.cases.id)
    try connection.copyOut(SQL(raw: statements.formerHolders)) { row in
      let (id, collector, until) = (try row.int64(), try row.int64(), Day(try row.date()))
      guard facts.move(to: id) else { return }
      facts.values.append(FormerHolder(collector: CollectorIndex(rawValue: collectors[collector]), until: until))
      for number in [id, collector, Int64(until.rawValue)] { digest.add(number) }
    }
    facts.finish()
    snapshot.formerHolders = Ragged(starts: facts.starts, values: facts.values)
  }

  /// The month's accounts of fairness.
  mutating func readMonth() throws {
    var ids: [Int64] = []
    try connection.copyOut(SQL(raw: statements.accounts)) { row in
      let id = try row.int32()
      let (policy, rule) = (try row.text(), try row.text())
      let (client, batch, stage, band) = (try row.text(), try row.text(), try row.text(), try row.int16())
      ids.append(Int64(id))
      snapshot.month.keys.append(
        AccountKey(
          policy: policy, rule: rule, client: snapshot.clients.find(client) ?? -1, batch: snapshot.batches.find(batch) ?? -1,
          stage: snapshot.stages.find(stage) ?? -1, band: band))
      digest.add(Int64(id))
      for text in [policy, rule, client, batch, stage] { digest.add(text) }
      digest.add(Int64(band))
    }
    let accounts = IDMap(ids)
    try connection.copyOut(SQL(raw: statements.accountEntries)) { row in
      let (account, collector, cases, amount) = (try row.int32(), try row.int64(), try row.int32(), try row.int64())
      for number in [Int64(account), collector, Int64(cases), amount] { digest.add(number) }
      snapshot.month.entries.append(
        AccountEntry(
          account: accounts[Int64(account)], collector: CollectorIndex(rawValue: collectors[collector]), cases: cases, amount: amount))
    }
  }

  mutating func readConflicts() throws {
    var facts = RaggedBuilder<CollectorIndex>(beside: snapshot.cases.id)
    try connection.copyOut(SQL(raw: statements.conflicts)) { row in
      let (id, collector) = (try row.int64(), try row.int64())
      guard facts.move(to: id) else { return }
      facts.values.append(CollectorIndex(rawValue: collectors[collector]))
      for number in [id, collector] { digest.add(number) }
    }
    facts.finish()
    snapshot.conflicts = Ragged(starts: facts.starts, values: facts.values)
  }
}
