/// Of which part of an agency the figures of a period are.
package enum PeriodScope: Sendable, Hashable {
  /// All of it.
  case agency
  /// The people of a team, as they stand in teams when it is read, and the cases they hold; by its name.
  case team(String)
  /// The cases of a client, by its name.
  case client(String)
}
