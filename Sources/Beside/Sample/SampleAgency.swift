import Portfolio

/// A seeded agency to try things with: files as clients and dialling systems send them, in the agency's own formats, for a history and the days of
/// several nights. Used by the demo, the tests and the benchmarks.
package struct SampleAgency {
  /// What the agency looks like; with the same settings `write(to:)` writes the same bytes.
  package let settings: SampleSettings
  private let staff: Staff

  /// An agency of these settings; its staff is drawn at once, the files only by `write(to:)`.
  package init(_ settings: SampleSettings) {
    self.settings = settings
    staff = Staff(settings)
  }

  /// Writes every file, in pieces: `sink` gets a path relative to the output directory (`base/cases.csv`, `night-1/attempts.csv` …) and bytes to append.
  package func write(to sink: @escaping (String, [UInt8]) throws -> Void) throws {
    try writeStaff(sink)
    let first = settings.firstSlot
    try writePeriod(
      "base", from: first - 1 - settings.days, through: first - 2, newCases: 0..<settings.cases, arrivedOn: nil, known: settings.cases, sink
    )
    for night in 0..<settings.nights {
      let known = settings.cases + night * settings.newCases
      let day = first + (night - 1)
      try writePeriod(
        "night-\(night + 1)", from: day, through: day, newCases: known..<(known + settings.newCases), arrivedOn: day, known: known, sink)
    }
  }

  private func writeStaff(_ sink: @escaping (String, [UInt8]) throws -> Void) throws {
    var people = SampleFile("base/collectors.csv", header: "collector,name,team,skills,active,joined_on,leaves_on,full_time", sink)
    var hours = SampleFile("base/hours.csv", header: "collector,day,scheduled_minutes,leave_minutes", sink)
    for (number, person) in staff.people.enumerated() {
      try people.row(
        person.code, person.name, person.team, person.skills, "yes", person.joinedOn.description, person.leavesOn?.description ?? "",
        String(person.fullTime))
      for offset in -(settings.days + 1)..<15 {
        let day = settings.firstSlot + offset
        guard day >= person.joinedOn, day <= person.leavesOn ?? .never else { continue }
        var dice = Dice(settings.seed, 3 + UInt64(number), UInt64(bitPattern: Int64(day.rawValue)))
        let weekend = day.weekday >= 6
        let minutes = (weekend ? (staff.isOnDuty(number, day, &dice) ? 240 : 0) : 480) * person.fullTime / 1000
        guard minutes > 0 else { continue }
        try hours.row(person.code, day.description, String(minutes), dice.permille(40) ? String(minutes) : "0")
      }
    }
    try people.flush()
    try hours.flush()
  }

  private func writePeriod(
    _ folder: String, from: Day, through: Day, newCases: Range<Int>, arrivedOn: Day?, known: Int,
    _ sink: @escaping (String, [UInt8]) throws -> Void
  ) throws {
    try writeCases(folder, newCases, arrivedOn, sink)
    var contacts = ContactWriter(folder, settings, staff, sink)
    for number in 0..<known {
      let arrival: Day? = number < settings.cases ? nil : settings.firstSlot + ((number - settings.cases) / max(1, settings.newCases) - 1)
      let sample = SampleCase(number, settings, staff, arrivedOn: arrival)
      try contacts.write(sample, from: max(from, sample.entrustedOn), through: through)
    }
    try contacts.finish()
    try writeInterventions(folder, known, through, sink)
  }

  private func writeCases(_ folder: String, _ numbers: Range<Int>, _ arrivedOn: Day?, _ sink: @escaping (String, [UInt8]) throws -> Void)
    throws
  {
    var domestic = SampleFile(
      "\(folder)/cases-cn.csv", header: "案件编号,批次号,委托方,产品类型,逾期阶段,证件号,委案金额,最新欠款,币种,逾期日期,委案日期,预计退案日,省份,语言,催收员,备注", sink)
    var foreign = SampleFile(
      "\(folder)/cases-us.csv",
      header:
        "case_no,batch_no,client,product,stage,debtor_ref,entrusted_amount,outstanding,currency,overdue_on,entrusted_on,due_back_on,province,skills,collector",
      sink)
    for number in numbers {
      let sample = SampleCase(number, settings, staff, arrivedOn: arrivedOn)
      var dice = Dice(settings.seed, 5, UInt64(number))
      // A few rows as they come in real files: an amount that is none, a date that does not exist.
      let amount = dice.permille(1) ? "见附件" : SampleText.money(sample.amount)
      let entrusted = dice.permille(1) ? "2026-02-30" : sample.entrustedOn.description
      let holder = sample.holder.map { staff.people[$0].code } ?? ""
      // Identity numbers of nobody: region 00 exists nowhere.
      let identity = SampleText.identity(sample.debtor)
      if sample.isForeign {
        try foreign.row(
          sample.caseNo, sample.batch, SampleCase.clients[sample.client], SampleCase.products[sample.client], "M\(sample.stage + 1)",
          identity, amount, amount, "USD",
          sample.overdueOn.description, entrusted, sample.dueBackOn.description, sample.region, "english", holder)
      } else {
        try domestic.row(
          sample.caseNo, sample.batch, SampleCase.clients[sample.client], SampleCase.products[sample.client], "M\(sample.stage + 1)",
          identity, amount, amount, "CNY",
          sample.overdueOn.description, entrusted, sample.dueBackOn.description, sample.region, sample.cantonese ? "cantonese" : "", holder,
          dice.permille(20) ? "\"客户要求，先电话\"" : "")
      }
    }
    try domestic.flush()
    try foreign.flush()
  }

  private func writeInterventions(_ folder: String, _ known: Int, _ through: Day, _ sink: @escaping (String, [UInt8]) throws -> Void) throws
  {
    var flags = SampleFile("\(folder)/flags.csv", header: "case_no,flag,set,day", sink)
    var holds = SampleFile("\(folder)/holds.csv", header: "case_no,hold,from,until", sink)
    for number in 0..<known {
      var dice = Dice(settings.seed, 7, UInt64(number) &* 4096 &+ UInt64(UInt32(bitPattern: through.rawValue)))
      let share = folder == "base" ? 12 : 1
      guard dice.permille(share) else { continue }
      let sample = SampleCase(number, settings, staff, arrivedOn: number < settings.cases ? nil : through)
      let flag = ["dispute", "hardship", "complaint", "attorney", "deceased", "special_group"][dice.weighted([40, 25, 15, 10, 5, 5])]
      if dice.permille(700) {
        try flags.row(sample.caseNo, flag, "yes", through.description)
      } else {
        try holds.row(
          sample.caseNo, ["suspended", "client_request", "settlement_talks"][dice.below(3)], through.description,
          (through + 5 + dice.below(20)).description)
      }
    }
    try flags.flush()
    try holds.flush()
  }
}
