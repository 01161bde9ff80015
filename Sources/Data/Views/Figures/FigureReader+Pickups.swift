import Figures
import Portfolio
import Postgres
import Schema

extension FigureReader {
  /// Who has picked up his list of a published run, when this is read: everybody who has not left before its day, by team.
  mutating func readPickups() throws {
    guard isPublished else { return }
    let leads = try connection.query(
      "SELECT team, name FROM allot.person WHERE agency_id = \(agency.id) AND active AND 'lead' = ANY (roles) AND team IS NOT NULL ORDER BY name COLLATE \"C\""
    ).decode(String.self, String.self)
    let rows = try connection.query(
      """
      SELECT coalesce(t.name, ''), c.code, coalesce(to_char(l.noted_at AT TIME ZONE \(agency.zone), 'YYYY-MM-DD HH24:MI'), ''),
        coalesce(l.noted_by, '')
      FROM allot.collector c
      LEFT JOIN allot.team t ON t.agency_id = c.agency_id AND t.team_id = c.team_id
      LEFT JOIN allot.list_receipt l ON l.agency_id = c.agency_id AND l.run_id = \(run) AND l.collector_id = c.collector_id
      WHERE c.agency_id = \(agency.id) AND \(Staff.isHere("c", on: slot)) ORDER BY coalesce(t.name, '') COLLATE "C", c.code COLLATE "C"
      """
    ).decode(String.self, String.self, String.self, String.self)
    for (team, code, notedAt, notedBy) in rows {
      if figures.morning.pickups.last?.team != team {
        figures.morning.pickups.append(ListPickup(team, leads: leads.filter { $0.0 == team }.map(\.1), people: []))
      }
      figures.morning.pickups[figures.morning.pickups.count - 1].people.append(.init(code, notedAt: notedAt, notedBy: notedBy))
    }
    figures.morning.areListsAcknowledged = try connection.query(
      "SELECT EXISTS (SELECT FROM allot.list_receipt WHERE agency_id = \(agency.id) AND noted_at >= now() - interval '30 days')"
    ).only()[0, as: Bool.self]
  }
}
