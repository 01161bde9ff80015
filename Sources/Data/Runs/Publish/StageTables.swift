import Schema

/// The staging tables of one run, dropped after the publish. They belong to the login that made them, whom row-level security does not bind there (COPY
/// would be refused); other logins see them when they serve the agency. Logged: a server that is killed while an unlogged table
/// is being made may not start again (its empty main file stays, and recovery does not expect it), and a plan may wait for a person for days.
struct StageTables {
  let run: RunID

  private func name(_ kind: String) -> String { "allot_stage.\(kind)_\(run)" }
  /// One row per decision. `currency` NULL is the agency's; `grp` joins cases that are won or lost together; `account` is the
  /// fairness account that the case counts in.
  var plan: String { name("plan") }
  /// Why moved and recalled cases left their holder.
  var recall: String { name("recall") }
  /// Verdicts that differ from what is stored.
  var verdict: String { name("verdict") }
  /// Every collector whose load the plan touches, with room and counters at the freeze.
  var receiver: String { name("receiver") }

  var all: [String] { [plan, recall, verdict, receiver] }

  /// Makes them for a run of this agency.
  func create(for agency: Int64) -> String {
    """
    \(drop);
    CREATE TABLE \(plan) (case_id bigint NOT NULL, from_id bigint, to_id bigint, outstanding bigint NOT NULL, n1 bigint NOT NULL,
      n2 bigint NOT NULL, n3 bigint NOT NULL, n4 bigint NOT NULL, rev integer NOT NULL, grp integer, kind smallint NOT NULL,
      policy smallint NOT NULL, route smallint NOT NULL, code smallint NOT NULL, class smallint NOT NULL, currency text, account integer);
    CREATE TABLE \(recall) (case_id bigint NOT NULL, n1 bigint NOT NULL, n2 bigint NOT NULL, n3 bigint NOT NULL, n4 bigint NOT NULL,
      code smallint NOT NULL);
    CREATE TABLE \(verdict) (case_id bigint NOT NULL, n1 bigint NOT NULL, n2 bigint NOT NULL, n3 bigint NOT NULL, n4 bigint NOT NULL,
      class smallint NOT NULL, code smallint NOT NULL);
    CREATE TABLE \(receiver) (collector_id bigint NOT NULL, amount_room bigint NOT NULL, given_cases bigint NOT NULL,
      given_amount bigint NOT NULL, room integer NOT NULL, rev integer NOT NULL);
    SELECT allot.secure_stage(\(run), \(agency));
    """
  }

  /// The numbers of rows in the order of `all`, as a list of expressions.
  var counts: String { all.map { "(SELECT count(*) FROM \($0))" }.joined(separator: ", ") }
  /// Whichever login of the agency made them.
  var drop: String { "SELECT allot.drop_stage(\(run))" }
  var analyze: String { all.map { "ANALYZE \($0);" }.joined(separator: " ") }
}
