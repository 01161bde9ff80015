/// Everything `Night.decide` may know: one consistent read of an agency at the freeze. No I/O, no clock: `slot` and `asOf` are data.
package struct Snapshot: Sendable {
  /// The agency's database id and code.
  package var agency: Int64
  /// The code that the agency file gives it.
  package var agencyCode: String
  /// The business day that begins: local date of the scheduled slot. Facts of days before it count; facts of the day itself do not.
  package var slot: Day
  /// The moment of the freeze: nothing that came in later is seen.
  package var asOf: Instant
  /// Breaks ties; derived from the run's key, never from a clock.
  package var seed: UInt64
  /// Names of clients; `CaseColumns.client` holds positions in it.
  package var clients = SymbolTable()
  /// Names of batches; `CaseColumns.batch` holds positions in it.
  package var batches = SymbolTable()
  /// Names of products; `CaseColumns.product` holds positions in it.
  package var products = SymbolTable()
  /// Names of stages as the clients call them; `CaseColumns.stage` holds positions in it.
  package var stages = SymbolTable()
  /// Names of regions; `CaseColumns.region` holds positions in it.
  package var regions = SymbolTable()
  /// Names of teams; `CollectorColumns.team` holds positions in it.
  package var teams = SymbolTable()
  /// At most 64.
  package var skills = SymbolTable()
  /// By code id from 0, without gaps: `ContactCount.code` is a position here.
  package var contactCodes: [ContactCode] = []
  /// The open cases.
  package var cases = CaseColumns()
  /// Everybody, those who have left included.
  package var collectors = CollectorColumns()
  /// Packed `ContactCounters` of each case, facts of the slot's day left out by the reader.
  package var contacts: Ragged<UInt8> = Ragged()
  /// Conversations with the debtor, of each case in order of time.
  package var conversations: Ragged<ConversationFact> = Ragged()
  /// Payments of each case, in order of day.
  package var payments: Ragged<PaymentFact> = Ragged()
  /// Promises and instalments of each case, in order of due day.
  package var promises: Ragged<PromiseFact> = Ragged()
  /// Who held each case before, in order of the day it was given up.
  package var formerHolders: Ragged<FormerHolder> = Ragged()
  /// Collectors who must not have the case (relatives, complaints, own accounts).
  package var conflicts: Ragged<CollectorIndex> = Ragged()
  /// Whom people stopped at once; empty once `Night.stopping` has held their cases.
  package var stops = EmergencyStops()
  /// What everybody was given since the month of the slot began.
  package var month = MonthAccounts()

  /// Without cases and people; a reader fills the columns in.
  package init(agency: Int64, agencyCode: String, slot: Day, asOf: Instant, seed: UInt64) {
    self.agency = agency
    self.agencyCode = agencyCode
    self.slot = slot
    self.asOf = asOf
    self.seed = seed
  }
}

extension Snapshot {
  /// The first column that is not as long as its table, or nil: what a reader must have got right before anything is decided.
  package var columnOfOtherLength: String? {
    var columns: [(name: String, length: Int, expected: Int)] = []
    func cases(_ name: String, _ length: Int) { columns.append((name, length, self.cases.count)) }
    func people(_ name: String, _ length: Int) { columns.append((name, length, collectors.count)) }
    cases("id", self.cases.id.count)
    cases("debtor", self.cases.debtor.count)
    cases("client", self.cases.client.count)
    cases("batch", self.cases.batch.count)
    cases("product", self.cases.product.count)
    cases("stage", self.cases.stage.count)
    cases("region", self.cases.region.count)
    cases("currency", self.cases.currency.count)
    cases("outstanding", self.cases.outstanding.count)
    cases("entrustedOn", self.cases.entrustedOn.count)
    cases("overdueOn", self.cases.overdueOn.count)
    cases("dueBackOn", self.cases.dueBackOn.count)
    cases("holder", self.cases.holder.count)
    cases("heldSince", self.cases.heldSince.count)
    cases("hand", self.cases.hand.count)
    cases("retainedUntil", self.cases.retainedUntil.count)
    cases("hold", self.cases.hold.count)
    cases("holdUntil", self.cases.holdUntil.count)
    cases("flags", self.cases.flags.count)
    cases("previousClass", self.cases.previousClass.count)
    cases("classSince", self.cases.classSince.count)
    cases("requiredSkills", self.cases.requiredSkills.count)
    cases("pinnedTo", self.cases.pinnedTo.count)
    cases("pinnedUntil", self.cases.pinnedUntil.count)
    cases("rev", self.cases.rev.count)
    cases("contacts", contacts.count)
    cases("conversations", conversations.count)
    cases("payments", payments.count)
    cases("promises", promises.count)
    cases("formerHolders", formerHolders.count)
    cases("conflicts", conflicts.count)
    people("collector id", collectors.id.count)
    people("collector code", collectors.code.count)
    people("collector team", collectors.team.count)
    people("collector skills", collectors.skills.count)
    people("collector active", collectors.active.count)
    people("collector joinedOn", collectors.joinedOn.count)
    people("collector leavesOn", collectors.leavesOn.count)
    people("collector fullTime", collectors.fullTime.count)
    people("collector caseLimit", collectors.caseLimit.count)
    people("collector amountLimit", collectors.amountLimit.count)
    people("collector newToday", collectors.newToday.count)
    people("collector rev", collectors.rev.count)
    people("collector days", collectors.days.count)
    return columns.first { $0.length != $0.expected }?.name
  }
}
