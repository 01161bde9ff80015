import Portfolio

/// The step of the ramp that applies to one person on one day.
struct Ramp {
  var permille: Int64 = 1000
  /// Bit `1 << CaseClass.rawValue`.
  var classes: UInt8 = 0b1_1111

  init(_ steps: [RampStep], joined: Day, on slot: Day) {
    guard joined.isKnown, slot.isKnown else { return }
    let (from, to) = (joined.civil, slot.civil)
    let whole = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0)
    let month = max(1, whole + 1)
    guard let step = steps.filter({ $0.month >= month }).min(by: { $0.month < $1.month }) else { return }
    permille = max(0, min(1000, step.permille))
    if let allowed = step.classes { classes = allowed.reduce(0) { $0 | 1 << $1.rawValue } }
  }
}

/// The caps of one person, scaled by hours and ramp.
struct Room {
  var caseLimit: Int64
  var taperFrom: Int64
  var amountLimit: Int64
  var newLimit: Int64
  var newToday: Int64
  var tapers: Bool

  init(
    limits: WorkLimits, own: (cases: Int64, amount: Int64), fullTime: Int64, ramp: Int64, present: Int64, newToday: Int64, batchDay: Bool
  ) {
    // A person who works at all gets at least one, however small the share.
    func scaled(_ limit: Int64, _ share: Int64) -> Int64 {
      limit <= 0 || share <= 0 || ramp <= 0 ? 0 : max(1, Int64(clamping: Int128(limit) * Int128(share) * Int128(ramp) / 1_000_000))
    }
    let contract = max(0, min(1000, fullTime))
    caseLimit = own.cases > 0 ? own.cases : scaled(Int64(limits.cases.upperBound), contract)
    taperFrom = min(caseLimit, scaled(Int64(limits.cases.lowerBound), contract))
    amountLimit = own.amount > 0 ? own.amount : limits.amount > 0 ? scaled(limits.amount, contract) : .max
    newLimit = scaled(Int64(batchDay ? limits.newPerBatchDay : limits.newPerDay), present)
    self.newToday = newToday
    tapers = !batchDay
  }

  /// New cases one night may bring at most before the daily cap, with `open` cases in hand.
  func tapered(_ open: Int64) -> Int64 {
    let free = caseLimit - open
    return tapers ? max(taperFrom - open, (free + 1) / 2) : free
  }

  /// What is left of every cap, the cap that closed the person if none is. Above the lower end of the portfolio one night fills at most
  /// half of what is left, so a full team gets a little every night instead of nothing and then hundreds; a large file is dealt out as far
  /// as caps go.
  func left(cases open: Int64, amount: Int64) -> (cases: Int32, amount: Int64, closedBy: CloseReason) {
    let free = caseLimit - open
    if free <= 0 { return (0, 0, .caseLimit) }
    let amountLeft = amountLimit == .max ? .max : amountLimit - max(0, amount)
    if amountLeft <= 0 { return (0, 0, .amountLimit) }
    let daily = newLimit - newToday
    if daily <= 0 { return (0, 0, .newPerDay) }
    return (Int32(clamping: min(daily, tapered(open))), amountLeft, .open)
  }
}
