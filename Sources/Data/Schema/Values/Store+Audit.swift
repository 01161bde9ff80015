package import Postgres

extension Store {
  /// Notes who did what to what; `detail` is a JSON object.
  package static func audit(
    _ connection: Connection, _ agency: Int64, by person: String, _ action: String, _ subject: String, detail: String = "{}"
  ) throws {
    try connection.execute(
      """
      INSERT INTO allot.audit (agency_id, at, actor, action, subject, detail)
      VALUES (\(agency), clock_timestamp(), \(person), \(action), \(subject), \(json: detail))
      """)
  }
}
