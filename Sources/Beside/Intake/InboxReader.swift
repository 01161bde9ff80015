package import Portfolio
package import Speech
import Tables

/// A case that another program wrote as a row of a table, in that table's columns.
package struct InboxRow: Sendable {
  /// Its place among the rows read together; the line of the case.
  package var line: Int
  /// As written: names, number and currency may have blanks around them, and any of the words for "nothing".
  package var client, caseNo, currency: String
  /// Minor units.
  package var outstanding: Int64
  /// As written; nil says nothing.
  package var batch, product, stage, region: String?
  /// A skill each.
  package var requiredSkills: [String]
  /// nil says nothing.
  package var entrustedOn, overdueOn, dueBackOn: Day?

  /// What every row has.
  package init(line: Int, client: String, caseNo: String, currency: String, outstanding: Int64) {
    (self.line, self.client, self.caseNo, self.currency, self.outstanding) = (line, client, caseNo, currency, outstanding)
    requiredSkills = []
  }
}

/// Reads rows of the inbox by the rules of case files: what a file takes is taken, as the same value, and what it refuses is refused for the same reason.
package struct InboxReader {
  private var decoder: CaseDecoder
  private let reading: FieldReading
  private let skill: Cell

  /// The columns that a row of the inbox fills, in the order of `record(_:)`. Amounts are whole minor units.
  private static let columns = [
    "client", "case_no", "currency", "outstanding(分)", "batch", "product", "stage", "region", "entrusted_on", "overdue_on", "due_back_on",
    "required_skills",
  ]

  /// `currency` stands for rows that name none. Throws when the columns make no case file, which is a fault of the program.
  package init(currency: Currency) throws(InboxRefusal) {
    // Debtors come as digests: no row has an identifier to be digested here.
    let options = IntakeOptions(currency: currency) { OpaqueReference(bytes: Array($0.utf8)) }
    do throws(FileFault) {
      let header = try ResolvedHeader(Self.columns, feed: .cases, mapping: nil, file: "inbox", line: 1)
      reading = FieldReading(header, options)
      decoder = try CaseDecoder(reading, file: "inbox")
      skill = header.cell(.requiredSkills)
    } catch {
      throw InboxRefusal(why: error.message)
    }
  }

  /// The case of a row, or why it is none: column and reason.
  package mutating func read(_ row: InboxRow) -> Result<CaseRow, InboxRefusal> {
    do throws(Unfit) {
      // In a file, too, the mask of a reject is no value.
      let texts = [row.client, row.caseNo, row.currency, nil, row.batch, row.product, row.stage, row.region]
      let masked = texts.firstIndex(of: Reject.mask) ?? (row.requiredSkills.contains(Reject.mask) ? skill.index : nil)
      if let masked {
        throw Unfit(
          Wording("holds the mask \(Reject.mask) of a reject; expected the value itself", "是拒收时的掩码 \(Reject.mask)；应为原值"),
          in: Cell(index: masked, name: Self.columns[masked], field: .caseNo))
      }
      guard var read = try decoder.decode(record(row)) else { throw Unfit(Wording("is no case", "不是案件")) }
      // One by one: together they may be longer than one cell.
      for name in row.requiredSkills {
        var one = Record()
        for index in Self.columns.indices { one.append(index == skill.index ? name : "") }
        let skills = try reading.skills([skill], one)
        read.requiredSkills += skills.filter { !read.requiredSkills.contains($0) }
      }
      return .success(read)
    } catch {
      let column = error.cell.map { $0.name.prefix { $0 != "(" } }.map { String($0) + ": " } ?? ""
      return .failure(InboxRefusal(why: Wording(same: column) + error.reason))
    }
  }

  private func record(_ row: InboxRow) -> Record {
    var record = Record()
    record.line = row.line
    for value in [row.client, row.caseNo, row.currency, String(row.outstanding), row.batch, row.product, row.stage, row.region] {
      record.append(value ?? "")
    }
    for day in [row.entrustedOn, row.overdueOn, row.dueBackOn] { record.append(day?.description ?? "") }
    record.append("")
    return record
  }
}

/// Why a row of the inbox is no case.
package struct InboxRefusal: Error {
  /// The column and what is wrong with it.
  package let why: Wording
}

extension Record {
  /// Adds a field at the end.
  fileprivate mutating func append(_ text: String) {
    bytes += text.utf8
    endField()
  }
}
