package import Portfolio

/// What an order does to one case. Ids are the database's.
package struct HandStep: Sendable, Hashable {
  package enum Pin: Sendable, Hashable {
    case keep, clear
    case set(collector: Int64, until: Day)
  }
  package var caseID: Int64
  /// Revision of the case in the preview that was confirmed; nothing is done when it is another by then.
  package var rev: Int32
  /// Holder before and after; nil is the pool.
  package var from: Int64?
  package var to: Int64?
  package var pin: Pin
  /// The collector of `exclude` and `include`.
  package var other: Int64?
  /// Rules that the person overrides.
  package var broken: [MoveRule]
  /// The account of fairness in which a night would count who gets the case; nil when no route speaks for it, or nobody gets it.
  package var account: NamedAccount?
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
  package var collector: Int64
  package var rev: Int32
  package var givenCases: Int64
  package var givenAmount: Int64
  package init(collector: Int64, rev: Int32, givenCases: Int64, givenAmount: Int64) {
    self.collector = collector
    self.rev = rev
    self.givenCases = givenCases
    self.givenAmount = givenAmount
  }
}

/// Everything one order does, as a person has seen and confirmed it.
package struct HandOrder: Sendable {
  package var action: HandAction
  package var reason: String
  /// Each case once.
  package var steps: [HandStep]
  /// Everybody who gets a case.
  package var receivers: [ReceiverMark]
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
  package var id: Int64
  package var action: HandAction
  package var reason: String
  package var state: HandState
  package var cases: Int
  /// Cases with at least one rule overridden.
  package var overridden: Int
  package var askedBy: String
  package var askedAt: Instant
  package var decidedBy: String?
  package var decidedAt: Instant?
  package var remark: String?

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
  package var order: ShownOrder
  package var caseID: Int64
  package var caseNo: String
  package var client: String
  /// Codes of collectors.
  package var from: String?
  package var to: String?
  package var pinnedTo: String?
  package var pinnedUntil: Day
  package var other: String?
  package var broken: [MoveRule]

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
  package var person: String
  package var orders: Int
  package var cases: Int
  /// Cases with at least one rule overridden.
  package var overridden: Int
  /// Cases by broken rule.
  package var broken: [MoveRule: Int]

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
  package var id: Int64
  package var caseNo: String
  package var client: String
  package var status: CaseStatus
  package var holder: Int64?
  package var rev: Int32
}
