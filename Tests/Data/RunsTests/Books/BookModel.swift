import Portfolio

/// What files, inbox, payments and people did to cases, counted again in memory: nothing of this is shared with the statements.
struct BookModel {
  struct Paid {
    var day: Day
    var amount: Int64
    /// On record when a figure came of which nobody said which day's payments it has.
    var isInFigure = false
  }
  struct Held {
    var stated: Int64
    var asOf: Day
    var isOpen: Bool
    var holder: Int?
    var payments: [String: Paid] = [:]

    func owed(_ today: Day) -> Int64 {
      let since = payments.values.filter { $0.day > asOf && $0.day <= today && !$0.isInFigure }
      return max(0, stated - since.reduce(0) { $0 + $1.amount })
    }
  }
  let today: Day
  private(set) var cases: [String: Held] = [:]

  init(today: Day) { self.today = today }

  /// One row of a file or of the inbox. `collector`: position of whom the row names.
  mutating func state(_ row: CaseRow, collector: Int?) {
    if let day = row.balanceOn, day > today { return }
    let day = row.balanceOn ?? (row.isAsOfToday == true ? today : (row.writtenOn ?? today) - 1)
    let isSaid = row.balanceOn != nil || row.isAsOfToday != nil || row.writtenOn.map { $0 < today } ?? false
    let opens = (row.status ?? .open) == .open
    guard var one = cases[row.caseNo] else {
      cases[row.caseNo] = Held(stated: row.outstanding, asOf: day, isOpen: opens, holder: opens ? collector : nil)
      return
    }
    let isNews =
      row.balanceOn.map { $0 > one.asOf || ($0 == one.asOf && row.outstanding != one.stated) }
      ?? (row.outstanding != one.stated && (row.writtenOn == nil || day >= one.asOf))
    if isNews {
      one.stated = row.outstanding
      one.asOf = day
      for (id, paid) in one.payments where paid.day > one.asOf && paid.day <= today { one.payments[id]?.isInFigure = !isSaid }
    }
    switch (one.isOpen, row.status.map { $0 == .open } ?? one.isOpen) {
    case (_, false): (one.isOpen, one.holder) = (false, nil)
    case (false, true): (one.isOpen, one.holder) = (true, collector)
    case (true, true): break
    }
    cases[row.caseNo] = one
  }

  mutating func pay(_ row: PaymentRow) {
    let caseNo = row.key.caseNo
    guard cases[caseNo] != nil else { return }
    let before = cases[caseNo]?.payments[row.sourceID]
    if before?.day == row.day, before?.amount == row.amount { return }
    cases[caseNo]?.payments[row.sourceID] = Paid(
      day: row.day, amount: row.amount, isInFigure: before?.day == row.day && before?.isInFigure == true)
  }

  mutating func give(_ caseNo: String, to holder: Int?) { cases[caseNo]?.holder = holder }

  /// Open cases and what is owed of them, of one person.
  func load(of holder: Int) -> (cases: Int, amount: Int64) {
    let held = cases.values.filter { $0.isOpen && $0.holder == holder }
    return (held.count, held.reduce(0) { $0 + $1.owed(today) })
  }
}
