package import Portfolio
package import Tables

/// In which unit a column states money.
package enum MoneyUnit: String, CaseIterable, Sendable {
  /// Yuan, dollars: a decimal number.
  case major = "yuan"
  /// Fen, cents: a whole number of the currency's smallest unit.
  case minor = "cents"
}

/// How a column writes dates. `auto` reads every form that cannot be misread.
package enum DateForm: String, CaseIterable, Sendable {
  /// ISO, `2026/11/21`, `20261121`, `2026年11月21日`, spreadsheet serials, RFC 2822; with or without a time.
  case auto
  /// Day before month, any separator.
  case dayFirst = "dd/mm/yyyy"
  /// Month before day, any separator.
  case monthFirst = "mm/dd/yyyy"
  /// Seconds or, from 12 digits on, milliseconds since 1970 in UTC.
  case epoch
}

/// How one client or source names its columns and codes, as a mapping file states it. See `MappingFile`.
package struct Mapping: Sendable, Equatable {
  /// A header of the file.
  package struct Column: Sendable, Equatable {
    /// The header; compared folded.
    package var name: String
    /// Whether the file may lack it (`"answered_by?"` in the mapping file).
    package var isOptional: Bool
    /// A header.
    package init(_ name: String, isOptional: Bool = false) {
      self.name = name
      self.isOptional = isOptional
    }
  }

  /// The columns of one form of a file that has no header line.
  package struct HeaderForm: Sendable, Equatable {
    /// Their names, from the left; as many as the file has.
    package var names: [String]
    /// How values look in a file of this form, where another form has as many columns.
    package var looks: [ColumnPattern]
    /// A form.
    package init(_ names: [String], looks: [ColumnPattern] = []) {
      self.names = names
      self.looks = looks
    }
  }

  /// A column with the form of its values: `*` stands for anything, `#` for one digit or more; an empty form for an empty cell.
  package struct ColumnPattern: Sendable, Equatable {
    /// The column.
    package var column: Column
    /// The form.
    package var pattern: String
    /// A column with a form.
    package init(_ column: Column, _ pattern: String) {
      self.column = column
      self.pattern = pattern
    }
  }

  /// The name of the mapping; the `source` of attempts unless it says otherwise.
  package var name: String
  /// The author's version, from 1.
  package var version: Int
  /// The feed it is for.
  package var feed: Feed
  /// Detected when nil.
  package var encoding: TextEncoding?
  /// The separator byte; detected when nil.
  package var separator: UInt8?
  /// The columns of a file without a header line; of several forms the first that fits the file's first line.
  package var headers: [HeaderForm] = []
  /// Columns by field; of several, the first that the file has counts, or all of them for a repeatable field.
  package var columns: [Field: [Column]] = [:]
  /// Values of fields the file has no column for.
  package var constants: [Field: String] = [:]
  /// The form of dates, for all columns and for single ones.
  package var dateForm: DateForm = .auto
  /// Forms of single date columns, instead of `dateForm`.
  package var dateForms: [Field: DateForm] = [:]
  /// The unit of money, for all columns and for single ones; a unit in the header wins.
  package var unit: MoneyUnit = .major
  /// Units of single money columns, instead of `unit`.
  package var units: [Field: MoneyUnit] = [:]
  /// `1.234,56` (true) or `1,234.56` (false); nil = told from each column's rows.
  package var decimalComma: Bool?
  /// Round amounts with more decimals than the currency has, half away from zero, instead of rejecting them.
  package var rounds = false
  /// Translation of values by field, before they are read; keys folded.
  package var values: [Field: [String: String]] = [:]
  /// Only rows with one of these values (folded) in the column of this name are read.
  package var only: [String: Set<String>] = [:]
  /// Columns that are not read and not kept.
  package var ignore: [String] = []
  /// Whether unknown columns are kept.
  package var keepsExtra = true
  /// What the codes of attempts mean.
  package var codes = OutcomeTable()
  /// What attempts are filed under; nil = the mapping's name.
  package var source: String?
  /// Of case files without a column `balance_on`: whether their figures are those of the end of the day on which they are read (true) or of the day
  /// before (false); nil = not said.
  package var isAsOfToday: Bool?
  /// Words for the parties, the directions and the channels, folded.
  package var parties: [String: Party] = [:]
  /// Words for the direction, folded: true = the debtor called or wrote to us. Win over the words known anyway.
  package var inbound: [String: Bool] = [:]
  /// Words for the channel, folded. Win over the words known anyway.
  package var channels: [String: Channel] = [:]
  /// Rows with the same value in this column are legs of one call and count once; of several columns the first that the file has.
  package var onePer: [Column] = []
  /// Rows for which all values of one of these hold are left out and counted.
  package var except: [[ColumnPattern]] = []
  /// Where the numbers are from; nil = the agency's country.
  package var country: Country?

  /// An empty mapping.
  package init(name: String, version: Int = 1, feed: Feed) {
    self.name = name
    self.version = version
    self.feed = feed
  }
}
