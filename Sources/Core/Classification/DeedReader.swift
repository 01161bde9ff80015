package import Portfolio

/// Reduces a case's payments and promises to what rules ask. Facts of the slot's day and later are ignored.
package enum DeedReader {
  /// - Parameter graceDays: A promise or instalment is broken when its money has not arrived so many days after the due day.
  package static func deeds(of index: CaseIndex, in snapshot: Snapshot, graceDays: Int) -> Deeds {
    let paymentRow = snapshot.payments[index]
    let promiseRow = snapshot.promises[index]
    var deeds = Deeds()
    if paymentRow.isEmpty, promiseRow.isEmpty { return deeds }

    let payments = effective(paymentRow, before: snapshot.slot)
    deeds.lastPaid = payments.last?.day ?? .none
    guard !promiseRow.isEmpty else { return deeds }
    let promises = promiseRow.filter { $0.madeOn < snapshot.slot }
    let judge = PromiseJudge(slot: snapshot.slot, graceDays: graceDays, payments: payments)
    judge.readSingles(promises, into: &deeds)
    judge.readPlan(promises, into: &deeds)
    return deeds
  }

  /// Payments in ascending order of day with reversals taken off the latest money before them, so that a bounced payment counts as none.
  private static func effective(_ row: ArraySlice<PaymentFact>, before slot: Day) -> [PaymentFact] {
    let sorted = row.filter { $0.day < slot && $0.amount != 0 }.sorted { ($0.day, $1.amount) < ($1.day, $0.amount) }
    guard sorted.contains(where: { $0.amount < 0 }) else { return sorted }
    var kept: [PaymentFact] = []
    var reversed: UInt64 = 0
    for payment in sorted.reversed() {
      if payment.amount < 0 {
        reversed = reversed.addingReportingOverflow(payment.amount.magnitude).overflow ? .max : reversed + payment.amount.magnitude
      } else if payment.amount.magnitude <= reversed {
        reversed -= payment.amount.magnitude
      } else {
        kept.append(PaymentFact(day: payment.day, amount: Int64(payment.amount.magnitude - reversed)))
        reversed = 0
      }
    }
    return kept.reversed()
  }
}

/// Tells kept, open and broken promises apart.
private struct PromiseJudge {
  let slot: Day
  let graceDays: Int
  let payments: [PaymentFact]

  private func isOver(_ due: Day) -> Bool { due + graceDays < slot }

  /// Money that arrived from `from` to `to`, both included; saturating.
  private func paid(from: Day, to: Day) -> Int64 {
    var sum: Int64 = 0
    for payment in payments where payment.day >= from && payment.day <= to {
      let (total, overflow) = sum.addingReportingOverflow(payment.amount)
      sum = overflow ? .max : total
    }
    return sum
  }

  private func noteBroken(_ due: Day, _ deeds: inout Deeds) {
    deeds.lastBrokenDue = max(deeds.lastBrokenDue, due)
    if due > deeds.lastPaid { deeds.brokenSincePayment += 1 }
  }

  /// A promise is kept when its amount (any money, if it names none) arrived between its making and the end of grace.
  func readSingles(_ promises: [PromiseFact], into deeds: inout Deeds) {
    for promise in promises where promise.plan == 0 {
      if paid(from: promise.madeOn, to: promise.dueOn + graceDays) >= max(1, promise.amount) { continue }
      if isOver(promise.dueOn) {
        noteBroken(promise.dueOn, &deeds)
      } else {
        deeds.openPromiseDue = max(deeds.openPromiseDue, promise.dueOn)
      }
    }
  }

  /// Only the plan made last counts: a new plan replaces the old. Money since the plan was made fills its instalments in order of due day,
  /// so late money heals a missed instalment.
  func readPlan(_ promises: [PromiseFact], into deeds: inout Deeds) {
    var latest: PromiseFact?
    for promise in promises where promise.plan != 0 {
      if latest.map({ ($0.madeOn, $0.plan) < (promise.madeOn, promise.plan) }) ?? true { latest = promise }
    }
    guard let plan = latest?.plan else { return }
    let instalments = promises.filter { $0.plan == plan }.sorted { ($0.dueOn, $0.amount) < ($1.dueOn, $1.amount) }
    let start = instalments.map(\.madeOn).min() ?? .none
    var left = paid(from: start, to: slot)
    var previous = start
    for instalment in instalments {
      let isCovered: Bool
      if instalment.amount > 0 {
        isCovered = left >= instalment.amount
        left = max(0, left - instalment.amount)
      } else {
        isCovered = paid(from: previous, to: instalment.dueOn + graceDays) > 0
        previous = instalment.dueOn + 1
      }
      if isCovered { continue }
      if isOver(instalment.dueOn) {
        deeds.missedInstalments += 1
        noteBroken(instalment.dueOn, &deeds)
      } else {
        deeds.instalmentsDue += 1
      }
    }
    deeds.planRunning = deeds.instalmentsDue > 0
  }
}
