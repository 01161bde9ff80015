package import Speech

/// How the process ends, after sysexits.h, so that scripts can tell whose fault it was.
package enum ExitStatus: Int32, Sendable {
  case success = 0
  /// Wrong words on the command line.
  case usage = 64
  /// The input is wrong: a bad policy, a file that is no table.
  case dataError = 65
  /// The input cannot be opened.
  case noInput = 66
  /// Something needed is not there: the database does not answer.
  case unavailable = 69
  /// A fault of ours.
  case software = 70
  /// A file for the result cannot be written.
  case cannotCreate = 73
  /// The result was made and could not be written: the disk is full.
  case ioError = 74
  /// Not now: another run is at it.
  case temporary = 75
  /// Not allowed: wrong password, no right.
  case noPermission = 77
  /// Not configured: no policy in force, a schema of another version.
  case configuration = 78
}

/// What a person reads when a command cannot go on: what happened, where, and what to do about it.
package struct OperationError: Error, Sendable, CustomStringConvertible {
  /// What the process exits with.
  package var status: ExitStatus
  /// What happened and where, without full stop.
  package var what: Wording
  /// What to do about it; nil when there is nothing to say.
  package var remedy: Wording?
  /// Thrown where the words for a person are known; other errors become one by `explaining`.
  package init(_ status: ExitStatus, _ what: Wording, remedy: Wording? = nil) {
    self.status = status
    self.what = what
    self.remedy = remedy
  }
  /// `what`, and on a line of its own the remedy, indented.
  package func text(_ language: Language) -> String { remedy.map { "\(what[language])\n       \($0[language])" } ?? what[language] }
  /// `text` in English, for logs.
  package var description: String { text(.en) }
}
