package import Portfolio

/// Reads payments and promises: what the debtor did, which outranks what he said.
package enum DeedReader {
  /// The deeds of a case as of the snapshot's slot; facts of the slot's day and later are ignored. A promise is kept when payments from the day it was
  /// made to `graceDays` after its due day reach its amount (any payment, when only a date was promised).
  package static func deeds(of index: CaseIndex, in snapshot: Snapshot, graceDays: Int) -> Deeds {
    let payments = snapshot.payments[index]
    let promises = snapshot.promises[index]
    var deeds = Deeds()
    guard !payments.isEmpty || !promises.isEmpty else { return deeds }
    for payment in payments where payment.day < snapshot.slot && payment.amount > 0 { deeds.lastPaid = max(deeds.lastPaid, payment.day) }
    for promise in promises where promise.madeOn < snapshot.slot {
      let last = promise.dueOn + graceDays
      var paid: Int128 = 0
      var any = false
      for payment in payments where payment.day >= promise.madeOn && payment.day <= last && payment.day < snapshot.slot {
        paid += Int128(payment.amount)
        any = any || payment.amount > 0
      }
      let kept = promise.amount > 0 ? paid >= Int128(promise.amount) : any
      if promise.plan != 0, promise.dueOn >= snapshot.slot { deeds.instalmentsDue += 1 }
      if kept { continue }
      if last < snapshot.slot {
        deeds.lastBrokenDue = max(deeds.lastBrokenDue, promise.dueOn)
        if promise.plan != 0 { deeds.missedInstalments += 1 }
      } else {
        deeds.openPromiseDue = max(deeds.openPromiseDue, promise.dueOn)
      }
    }
    // Counted once the last payment is known: paying clears what was broken before.
    for promise in promises where promise.madeOn < snapshot.slot && promise.dueOn + graceDays < snapshot.slot && promise.dueOn > deeds.lastPaid {
      deeds.brokenSincePayment += 1
    }
    deeds.planRunning = deeds.instalmentsDue > 0
    return deeds
  }
}
