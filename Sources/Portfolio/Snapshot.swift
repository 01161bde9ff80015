/// Everything `Night.decide` may know: one consistent read of an agency at the freeze. No I/O, no clock: `slot` and `asOf` are data.
package struct Snapshot: Sendable {
  /// The agency's database id and code.
  package var agency: Int64
  package var agencyCode: String
  /// The business day that begins: local date of the scheduled slot. Facts of days before it count; facts of the day itself do not.
  package var slot: Day
  package var asOf: Instant
  /// Breaks ties; derived from the run's key, never from a clock.
  package var seed: UInt64
  package var clients = SymbolTable()
  package var batches = SymbolTable()
  package var products = SymbolTable()
  package var stages = SymbolTable()
  package var regions = SymbolTable()
  package var teams = SymbolTable()
  /// At most 64.
  package var skills = SymbolTable()
  package var contactCodes: [ContactCode] = []
  package var cases = CaseColumns()
  package var collectors = CollectorColumns()
  /// Packed `ContactCounters` of each case, facts of the slot's day left out by the reader.
  package var contacts: Ragged<UInt8> = Ragged()
  package var conversations: Ragged<ConversationFact> = Ragged()
  package var payments: Ragged<PaymentFact> = Ragged()
  package var promises: Ragged<PromiseFact> = Ragged()
  package var formerHolders: Ragged<FormerHolder> = Ragged()
  /// Collectors who must not have the case (relatives, complaints, own accounts).
  package var conflicts: Ragged<CollectorIndex> = Ragged()

  package init(agency: Int64, agencyCode: String, slot: Day, asOf: Instant, seed: UInt64) {
    self.agency = agency
    self.agencyCode = agencyCode
    self.slot = slot
    self.asOf = asOf
    self.seed = seed
  }
}
