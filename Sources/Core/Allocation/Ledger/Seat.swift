extension Ledger {
  /// One receiver as things stand.
  struct Seat: Sendable {
    /// Effort, tonight's units included, less the digits that `Ranges` drops.
    var load: Int64
    /// 1/2W, in cost units.
    var reciprocal: Int64
    /// What is left of the limits; negative where a plan on its way overbooks. `.max` = no limit on the amount.
    var amountLeft: Int64
    /// The same in 1/1024 of the mean (`AmountUnit`).
    var scaledLeft: Int64
    var casesLeft: Int32
    var team: Int32
    /// Price of a place in cost units, and of 1/1024 of the mean amount in 2^-16 cost units, while places are priced.
    var casePrice: Int64
    var amountPrice: Int64
    var key: UInt64

    /// Takes effort (less the digits that `Ranges` drops), places and minor units of the limits, or gives them back where they are below 0.
    @inline(__always) mutating func take(_ effort: Int64, _ cases: Int32, _ amount: Int64, _ unit: AmountUnit) {
      load &+= effort
      casesLeft &-= cases
      guard amountLeft != .max else { return }
      amountLeft &-= amount
      scaledLeft = unit.scaled(amountLeft)
    }

    /// What so much effort more adds to the objective, in cost units.
    @inline(__always) func cost(adding effort: Int64) -> Int64 { Fixed.product(Fixed.growth(of: load, by: effort), reciprocal) }

    /// What the next place would cost, in cost units: below 0 as far as there is room.
    @inline(__always) func nextPlace(_ stiffness: Int64) -> Int64 { casePrice &- stiffness &* Int64(casesLeft) }
    /// What the next 1/1024 of the mean amount would cost, in 2^-16 cost units; as good as nothing where there is no limit.
    @inline(__always) func nextAmount(_ stiffness: Int64) -> Int64 {
      amountLeft == .max ? -1 << 62 : amountPrice &- stiffness &* scaledLeft
    }
  }

  /// A fairness account of one receiver.
  struct Account: Sendable {
    /// What is there less the target, less the digits that `Ranges` drops.
    var deviation: Int64
    /// weight / 2β.
    var reciprocal: Int64

    /// What such a value more adds to the objective, in cost units.
    @inline(__always) func cost(adding value: Int64) -> Int64 { Fixed.product(Fixed.growth(of: deviation, by: value), reciprocal) }
  }

  /// A quota account of one team.
  struct TeamAccount: Sendable {
    var deviation: Int64
    /// Free deviation.
    var tolerance: Int64
    var reciprocal: Int64
    /// Cost of a quantum; 1 for quotas that are one price among others.
    var weight: Int64

    /// The deviation that counts, at `x`.
    @inline(__always) func miss(_ x: Int64) -> Int64 { x > tolerance ? x - tolerance : x < -tolerance ? -x - tolerance : 0 }
    @inline(__always) func cost(_ x: Int64) -> Int64 {
      let miss = miss(x)
      return Fixed.product(miss &* miss, reciprocal) &* weight
    }
    /// What such a value more adds to the objective, in cost units.
    @inline(__always) func cost(adding value: Int64) -> Int64 { cost(deviation &+ value) &- cost(deviation) }
  }
}

/// What places cost that may be overbooked: each case (and each amount) over the limit makes the next dearer by the stiffness, so that the
/// price of several is the area under a line that begins at 0.
enum PlacePrice {
  /// Of so many places, in cost units.
  ///
  /// - Parameters:
  ///   - next: what the next one costs; below 0 as far as there is room.
  ///   - rise: how much higher the price is when all are taken: stiffness · cases.
  @inline(__always) static func cases(_ cases: Int64, next: Int64, rise: Int64) -> Int64 {
    (cases &* (max(0, next) &+ max(0, next &+ rise))) >> 1
  }

  /// Of an amount in 1/1024 of the mean, in cost units; `next` and `rise` in 2^-16.
  @inline(__always) static func amount(_ scaled: Int64, next: Int64, rise: Int64) -> Int64 {
    (scaled &* (min(steepest, max(0, next)) &+ min(steepest, max(0, next &+ rise)))) >> 17
  }
  private static let steepest: Int64 = 1 << 36
}
