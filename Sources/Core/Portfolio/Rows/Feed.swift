package import Speech

/// The kinds of file the agency receives; each is one `allot import` subcommand.
package enum Feed: String, CaseIterable, Sendable {
  case cases, collectors, hours, leave, attempts, conversations, payments, promises, flags, holds
  /// Moves by hand: read by `allot move --file` and its siblings, never imported.
  case moves

  /// What `allot import` loads.
  package static let allCases: [Feed] = [
    .cases, .collectors, .hours, .leave, .attempts, .conversations, .payments, .promises, .flags, .holds,
  ]
}

/// How a row names its case: the client may be missing when case numbers are unique within the agency.
package struct CaseKey: Hashable, Sendable {
  /// The client's name as the case file has it; nil = the case number alone must do.
  package var client: String?
  /// The client's number of the case, leading zeros kept.
  package var caseNo: String
  /// Made by Intake from the columns of a row.
  package init(client: String?, caseNo: String) {
    self.client = client
    self.caseNo = caseNo
  }
}

/// A keyed digest (HMAC-SHA256 with the agency's key, first 16 bytes) of an identifier that must not be stored: identity number, phone number.
package struct OpaqueReference: Hashable, Sendable {
  /// 16 bytes.
  package var bytes: [UInt8]
  /// From a digest, just computed or stored.
  package init(bytes: [UInt8]) { self.bytes = bytes }
}

/// Where a row stood, for rejects and messages.
package struct RowPosition: Hashable, Sendable {
  /// How messages call the file: its path or the name it was sent under.
  package var file: String
  /// From 1, the header included, in lines of the file (a quoted field may span several).
  package var line: Int
  /// The cell or row of a spreadsheet, `Sheet1!B7`, where there are no lines.
  package var cell: String?
  /// Made where a row is refused.
  package init(file: String, line: Int, cell: String? = nil) {
    self.file = file
    self.line = line
    self.cell = cell
  }

  /// Line or cell, as messages say it.
  package var place: String { cell ?? String(line) }
}

/// Why one row did not load. `value` is masked when the column identifies a person, and wherever it looks like a phone or identity number.
package struct Reject: Hashable, Sendable {
  /// File and first line of the row.
  package var position: RowPosition
  /// The header as the file has it; empty when the whole row is at fault.
  package var column: String
  /// As the file has it, masked when the column identifies a person; empty when the whole row is at fault.
  package var value: String
  /// What is wrong and what was expected.
  package var why: Wording
  /// The row as it stood, identifying columns masked, for the reject file.
  package var row: [String]
  /// Made by Intake, which masks columns, and by Feeds for rows that do not fit what is stored. `mayBeLong`: the value is the number of a case, a
  /// contract or a record, which is shown however many digits it has.
  package init(position: RowPosition, column: String, value: String, why: Wording, row: [String] = [], mayBeLong: Bool = false) {
    self.position = position
    self.column = column
    self.value = Reject.shown(value, mayBeLong: mayBeLong)
    self.why = why
    self.row = row
  }

  /// `why` in English, as it is stored.
  package var reason: String { why.en }

  /// What stands for a value that is not shown.
  package static let mask = "***"

  /// What a reject shows of a value: the first 120 characters, or the mask where eleven or more digits stand in a row, full-width ones too and with blanks,
  /// hyphens, dots or brackets between them, and no number of ours may be so long. Of what it gave it gives the same.
  package static func shown(_ value: String, mayBeLong: Bool) -> String {
    var digits = 0
    for scalar in value.unicodeScalars where !mayBeLong {
      switch scalar {
      case "0"..."9", "０"..."９": digits += 1
      case " ", "-", ".", "(", ")", "\u{A0}", "\u{3000}", "－", "–": break
      default: digits = 0
      }
      if digits >= 11 { return mask }
    }
    return value.count > 120 ? String(value.prefix(120)) + "…" : value
  }
}
