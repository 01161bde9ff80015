package import Portfolio

/// What moves a case and what must not: the `stay`, `stop`, `recall` and `not_back_to` parts of a policy.
package struct MovementSettings: Sendable, Equatable {
  /// First match wins. Stronger than every recall, weaker than `stop`.
  package var stay: [StayRule]
  /// First match wins.
  package var stop: [StopRule]
  /// When cases are taken from their holder; what nothing here allows is never recalled.
  package var recall: RecallSettings
  /// Former holders to whom a case does not go back; nil = only never to the holder it is being taken from.
  package var notBackTo: NotBackTo?
  /// A case that goes back to its client in fewer days is neither dealt nor recalled; 0 switches the rule off.
  package var minimumDaysBeforeReturn: Int

  /// Mild: commitments stay, disputed cases are stopped with their owner, only leavers' and unauthorised holders' cases are recalled.
  package init() {
    var plan = Condition()
    plan.plan = .running
    var promise = Condition()
    promise.promise = .open
    var paid = Condition()
    paid.paidWithin = 15
    var flagged = Condition()
    flagged.flags = [.dispute, .attorney, .ceaseContact, .deceased]
    stay = [
      StayRule(when: plan, until: .missedInstalments(2)), StayRule(when: promise, until: .workingDaysAfterDue(3)),
      StayRule(when: paid, until: .always),
    ]
    stop = [StopRule(when: flagged, ownerKeeps: true, countsAsLoad: false)]
    recall = RecallSettings()
    notBackTo = NotBackTo(holders: 3, days: 180)
    minimumDaysBeforeReturn = 3
  }
}

/// A case for which `when` holds stays with its holder, as long as `until` allows.
package struct StayRule: Sendable, Equatable {
  /// Asked about cases with a holder only.
  package var when: Condition
  /// When the rule lets go although `when` still holds.
  package var until: StayUntil
  /// Without `until` the case stays as long as the condition holds.
  package init(when: Condition, until: StayUntil = .always) {
    self.when = when
    self.until = until
  }
}

/// When a stay rule lets go although its condition still holds.
package enum StayUntil: Sendable, Equatable {
  /// Only when the condition no longer holds.
  case always
  /// When this many instalments of the running plan are missed (1 or more).
  case missedInstalments(Int)
  /// After this many working days of the agency beyond the due day of the latest promise, also when the promise already counts as broken.
  case workingDaysAfterDue(Int)
}

/// A case for which `when` holds is not dealt.
package struct StopRule: Sendable, Equatable {
  /// Asked about every case, before everything else.
  package var when: Condition
  /// false: the case also leaves its holder and waits in the pool.
  package var ownerKeeps: Bool
  /// Whether a stopped case still counts in its owner's load and caps.
  package var countsAsLoad: Bool
  /// The shipped form: the owner keeps the case and it burdens nobody.
  package init(when: Condition, ownerKeeps: Bool = true, countsAsLoad: Bool = false) {
    self.when = when
    self.ownerKeeps = ownerKeeps
    self.countsAsLoad = countsAsLoad
  }
}

/// When a case is taken from its holder. All limits count the holder's own working days; nil switches a recall off.
package struct RecallSettings: Sendable, Equatable {
  /// Recalled after this many working days with one holder (1 or more).
  package var forcedAfterWorkingDays: Int?
  /// Recalled after this many working days without a contact by a person (1 or more).
  package var noFollowUpWorkingDays: Int?
  /// Recalled after so many working days in a class with one holder. At most one entry a class.
  package var rotate: [Rotation]
  /// No forced, early, rotating or retention recall on the last so many working days of a month; 0 = no such days.
  package var blackoutLastWorkingDaysOfMonth: Int
  /// Recalled when a retention given to this holder has ended.
  package var whenRetentionExpired: Bool
  /// Recalled when the holder's last day of work has passed, also against stay rules (nobody is left to keep the commitment) and in
  /// blackout.
  package var whenHolderLeft: Bool
  /// Recalled when the holder lacks a skill that the case requires (a licence that ran out), also in blackout.
  package var whenNotAuthorised: Bool

  /// The shipped, mild form: leavers' and unauthorised holders' cases only.
  package init(
    forcedAfterWorkingDays: Int? = nil, noFollowUpWorkingDays: Int? = nil, rotate: [Rotation] = [], blackoutLastWorkingDaysOfMonth: Int = 0,
    whenRetentionExpired: Bool = false, whenHolderLeft: Bool = true, whenNotAuthorised: Bool = true
  ) {
    self.forcedAfterWorkingDays = forcedAfterWorkingDays
    self.noFollowUpWorkingDays = noFollowUpWorkingDays
    self.rotate = rotate
    self.blackoutLastWorkingDaysOfMonth = blackoutLastWorkingDaysOfMonth
    self.whenRetentionExpired = whenRetentionExpired
    self.whenHolderLeft = whenHolderLeft
    self.whenNotAuthorised = whenNotAuthorised
  }
}

/// A class whose cases change hands after so many working days in it with one holder (1 or more).
package struct Rotation: Sendable, Equatable {
  /// The class as of tonight.
  package var caseClass: CaseClass
  /// The holder's own working days since the case has been in the class and with him.
  package var afterWorkingDays: Int
  /// `afterWorkingDays` below 1 counts as 1.
  package init(caseClass: CaseClass, afterWorkingDays: Int) {
    self.caseClass = caseClass
    self.afterWorkingDays = afterWorkingDays
  }
}

/// The last `holders` holders within the last `days` days do not get a case back.
package struct NotBackTo: Sendable, Equatable {
  /// How many of the latest former holders, 0 or more.
  package var holders: Int
  /// Calendar days since each gave the case up, 0 or more.
  package var days: Int
  /// 0 holders or days keep nobody away but the holder it is being taken from.
  package init(holders: Int, days: Int) {
    self.holders = holders
    self.days = days
  }
}
