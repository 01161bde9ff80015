package import Portfolio

/// What an order does to one case. Ids are the database's.
package struct HandStep: Sendable, Hashable {
  /// What becomes of the case's pin: left as it is, lifted, or set to a collector up to and including a day.
  package enum Pin: Sendable, Hashable {
    case keep, clear
    case set(collector: Int64, until: Day)
  }
  /// The case; it has to be open when the order is carried out.
  package var caseID: Int64
  /// Revision of the case in the preview that was confirmed; nothing is done when it is another by then.
  package var rev: Int32
  /// Holder before and after; nil is the pool.
  package var from: Int64?
  /// Holder after; nil is the pool, and equal to `from` the case stays.
  package var to: Int64?
  /// What the order does to the case's pin.
  package var pin: Pin
  /// The collector of `exclude` and `include`.
  package var other: Int64?
  /// Rules that the person overrides.
  package var broken: [MoveRule]
  /// The account of fairness in which a night would count who gets the case; nil when no route speaks for it, or nobody gets it.
  package var account: NamedAccount?
  /// A step as a preview found it: `rev` and `from` are those of the case when it was looked up.
  package init(
    caseID: Int64, rev: Int32, from: Int64?, to: Int64?, pin: Pin = .keep, other: Int64? = nil, broken: [MoveRule] = [],
    account: NamedAccount? = nil
  ) {
    self.caseID = caseID
    self.rev = rev
    self.from = from
    self.to = to
    self.pin = pin
    self.other = other
    self.broken = broken
    self.account = account
  }
}

/// The load counters of a receiver in the preview: when they moved, caps have to be looked at again.
package struct ReceiverMark: Sendable, Hashable {
  /// The database's id of the receiver.
  package var collector: Int64
  /// Revision of the collector: moves when a file changes his row or his hours.
  package var rev: Int32
  /// Cases ever given to him; only grows.
  package var givenCases: Int64
  /// Amount ever given to him, in minor units of the agency's currency; only grows.
  package var givenAmount: Int64
  /// The receiver as the preview's freeze read him; compared with his row under its lock.
  package init(collector: Int64, rev: Int32, givenCases: Int64, givenAmount: Int64) {
    self.collector = collector
    self.rev = rev
    self.givenCases = givenCases
    self.givenAmount = givenAmount
  }
}

/// Everything one order does, as a person has seen and confirmed it.
package struct HandOrder: Sendable {
  /// What the person does, the same for every case.
  package var action: HandAction
  /// Why, in the person's own words; never empty.
  package var reason: String
  /// Each case once.
  package var steps: [HandStep]
  /// Everybody who gets a case.
  package var receivers: [ReceiverMark]
  /// Made by a preview, and made anew when a second person agrees to a waiting order.
  package init(action: HandAction, reason: String, steps: [HandStep], receivers: [ReceiverMark]) {
    self.action = action
    self.reason = reason
    self.steps = steps
    self.receivers = receivers
  }
}

/// How carrying out an order ended.
package enum HandResult: Sendable, Hashable {
  case done(order: Int64)
  /// These cases, or the load of these collectors, are no longer as in the preview; nothing was done.
  case changed(cases: [Int64], collectors: [Int64])
}

/// An order as it is kept.
package struct ShownOrder: Sendable, Hashable {
  /// Number of the order, by which people name it.
  package var id: Int64
  /// What was asked for.
  package var action: HandAction
  /// Why, in the words of the person who asked.
  package var reason: String
  /// Waiting for a second person, done or refused.
  package var state: HandState
  /// Cases the order is about.
  package var cases: Int
  /// Cases with at least one rule overridden.
  package var overridden: Int
  /// Name of the person who asked.
  package var askedBy: String
  /// When he asked, by the database's clock.
  package var askedAt: Instant
  /// Name of the person who agreed or refused; the one who asked where no second was needed; nil while it waits.
  package var decidedBy: String?
  /// When that was; nil while it waits.
  package var decidedAt: Instant?
  /// What the person who refused said; nil otherwise.
  package var remark: String?

  /// An order as its row says; without `decidedBy` and `decidedAt` it waits.
  package init(
    id: Int64, action: HandAction, reason: String, state: HandState, cases: Int, overridden: Int, askedBy: String, askedAt: Instant,
    decidedBy: String? = nil, decidedAt: Instant? = nil, remark: String? = nil
  ) {
    self.id = id
    self.action = action
    self.reason = reason
    self.state = state
    self.cases = cases
    self.overridden = overridden
    self.askedBy = askedBy
    self.askedAt = askedAt
    self.decidedBy = decidedBy
    self.decidedAt = decidedAt
    self.remark = remark
  }
}

/// One case of an order as it is kept.
package struct ShownHandMove: Sendable, Hashable {
  /// The order to which the case belongs.
  package var order: ShownOrder
  /// The database's id of the case.
  package var caseID: Int64
  /// The client's number of the case.
  package var caseNo: String
  /// Name of the client.
  package var client: String
  /// Codes of collectors.
  package var from: String?
  /// Code of the holder after the order; nil is the pool.
  package var to: String?
  /// Code of the collector to whom the order pinned the case; nil when it set no pin.
  package var pinnedTo: String?
  /// Last day of that pin; `.none` when it set none.
  package var pinnedUntil: Day
  /// Code of the collector of `exclude` and `include`; nil for other actions.
  package var other: String?
  /// Rules that were overridden, as of the agreement when a second person agreed.
  package var broken: [MoveRule]

  /// A case of an order as its row says, ids turned into names and codes.
  package init(
    order: ShownOrder, caseID: Int64, caseNo: String, client: String, from: String? = nil, to: String? = nil, pinnedTo: String? = nil,
    pinnedUntil: Day, other: String? = nil, broken: [MoveRule]
  ) {
    self.order = order
    self.caseID = caseID
    self.caseNo = caseNo
    self.client = client
    self.from = from
    self.to = to
    self.pinnedTo = pinnedTo
    self.pinnedUntil = pinnedUntil
    self.other = other
    self.broken = broken
  }
}

/// What one person did by hand in a time.
package struct HandTally: Sendable, Hashable {
  /// Name of the person who asked, whoever agreed.
  package var person: String
  /// Orders done, those that wait or were refused left out.
  package var orders: Int
  /// Cases of these orders; a case counts once an order.
  package var cases: Int
  /// Cases with at least one rule overridden.
  package var overridden: Int
  /// Cases by broken rule.
  package var broken: [MoveRule: Int]

  /// One person's sums over the orders done in the time asked for.
  package init(person: String, orders: Int, cases: Int, overridden: Int, broken: [MoveRule: Int]) {
    self.person = person
    self.orders = orders
    self.cases = cases
    self.overridden = overridden
    self.broken = broken
  }
}

/// A case as a command names it, found.
package struct FoundCase: Sendable, Hashable {
  /// The database's id of the case.
  package var id: Int64
  /// The number as the command wrote it.
  package var caseNo: String
  /// Name of the client.
  package var client: String
  /// Closed cases are found too.
  package var status: CaseStatus
  /// The database's id of the collector who holds it; nil is the pool.
  package var holder: Int64?
  /// Revision of the case when it was looked up; goes into the preview.
  package var rev: Int32
  /// Whether its holder was given it today and it counts in his new cases of the day.
  package var isOfToday = false
}
