package import Figures
package import Portfolio

/// What a report needs of the policies in force and no table keeps: the data floor stores their texts and does not read them.
package struct ReportTerms: Sendable {
  /// Seconds of work a case of each class takes in a week, by `CaseClass.rawValue`; the shipped values unless given.
  package var effortSeconds: [Int64]
  /// By name of the policy: how many former holders a case does not go back to, and for how many days. Policies that are missing are not checked.
  package var notBackTo: [String: NotBack]
  /// What rules ask for, by policy and by the rule's name as the run counted it.
  package var rules: [String: [String: RuleMeaning]]
  /// Hours within which the strictest service rule of each policy wants the first contact, by name of the policy; policies that are missing have no clock.
  package var firstContactHours: [String: Int]
  /// Days of grace of a promise: the most that any policy gives.
  package var promiseGraceDays: Int
  /// Version of the program, for the footer.
  package var program: String
  /// Years of the calendars whose days are not sure on the slot, for the footer.
  package var calendar: [CalendarRemark]

  /// The last `holders` holders, for `days` days each.
  package struct NotBack: Sendable, Hashable {
    /// How many of the latest; whoever holds the case now is the first of them.
    package var holders: Int
    /// Calendar days since the holder gave the case up.
    package var days: Int
    /// What a policy's movement says under `not_back_to`.
    package init(holders: Int, days: Int) {
      self.holders = holders
      self.days = days
    }
  }

  /// Made of the policies in force; efforts beyond five are dropped, missing ones are 0.
  package init(
    effortSeconds: [Int64] = [720, 900, 360, 600, 1500], notBackTo: [String: NotBack] = [:],
    rules: [String: [String: RuleMeaning]] = [:], firstContactHours: [String: Int] = [:], promiseGraceDays: Int = 3, program: String = "",
    calendar: [CalendarRemark] = []
  ) {
    // One value a class, whatever was given.
    self.effortSeconds = Array((effortSeconds + [0, 0, 0, 0, 0]).prefix(5))
    self.notBackTo = notBackTo
    self.rules = rules
    self.firstContactHours = firstContactHours
    self.promiseGraceDays = promiseGraceDays
    self.program = program
    self.calendar = calendar
  }
}
