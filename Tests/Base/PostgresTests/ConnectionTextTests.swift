import Speech
import Testing

@testable import Postgres

/// Connection strings in messages: where, never with what password; and what cannot be taken apart is neither shown nor handed on.
@Suite struct ConnectionTextTests {
  @Test(arguments: [
    ("host=db user=u password=geheim dbname=x", "host=db user=u dbname=x"),
    ("password='ge heim\\'' host=db", "host=db"), ("host = db password = 'geheim  geheim' port=5433", "host=db port=5433"),
    ("postgres://u:geheim@db/x", "host=db user=u dbname=x"), ("postgresql://u@db:5433/x", "host=db port=5433 user=u dbname=x"),
    ("postgres://u@db/x?password=geheim&sslmode=require", "host=db user=u dbname=x sslmode=require"),
    (
      "postgres://u:ge%40heim@a:1,b:2/x?target_session_attrs=read-write",
      "host=a,b port=1,2 user=u dbname=x target_session_attrs=read-write"
    ),
    ("postgres://[::1]:5433/x", "host=[::1] port=5433 dbname=x"), ("postgres:///x?host=/run/postgresql", "dbname=x host=/run/postgresql"),
    ("postgres://db/x?user=li@server&passfile=/geheim", "host=db dbname=x user=li@server"),
    ("host=/tmp/s sslpassword=geheim sslkey=/geheim", "host=/tmp/s"),
    ("dbname=postgres://u:geheim@127.0.0.1:1/q", "dbname=…"), ("host=db dbname='host=x password=geheim'", "host=db dbname=…"),
    ("postgres://db/postgres%3A%2F%2Fu%3Ageheim%40db", "host=db dbname=…"), ("host=postgres://u:geheim@db port=1", "host=… port=1"),
    ("", "the server of the PG… environment variables"),
  ])
  func theAddressIsShownAndNothingElse(_ text: String, _ shown: String) {
    let read = ConnectionText(text)
    #expect(read.problem == nil && read.shown.en == shown, "\(read)")
  }

  @Test(arguments: [
    "postgres://u:ge@heim@db/x", "postgres://u:geheim/geheim@db/x", "postgres://u:geheim?geheim@db/x", "postgres://u:geheim#geheim@db/x",
    "postgres://u:geheim:geheim@db/x", "postgres://u:ge heim@db/x", "postgres://u:100%geheim@db/x", "postgres://u:geheim",
    "postgres://db/x?geheim",
    "password=ge heim user=u", "host=db password='geheim", "geheim", "host=db geheim", "postgres://u:a@geheim@db/x?sslmode=require",
    "postgres://db/x/geheim", "password=ge heim", "host=db password = geheim geheim=1 x",
  ])
  func aStringThatMayShowAPieceOfAPasswordIsRefused(_ text: String) async {
    let read = ConnectionText(text)
    // libpq would take `geheim=1` for a setting of that name; its own words are masked.
    guard let problem = read.problem else {
      #expect(!read.shown.en.contains("heim"), "\(read)")
      return
    }
    #expect(!problem.en.contains("geheim") && !read.shown.en.contains("heim"), "\(read)")
    let database = Database(DatabaseConfiguration(conninfo: text), logger: TestServer.logger)
    let error = await #expect(throws: PostgresError.self) { try await database.run { _ in } }
    #expect(error?.kind == .connectFailed(.invalidSettings) && error?.description.contains("heim") == false, "\(String(describing: error))")
    await database.close()
  }

  @Test(arguments: ["postgres://u:geheim@127.0.0.1:1/q", "host=x password=geheim"])
  func aConnectionStringInPlaceOfADatabaseIsNotShownWhenTheServerDoesNotAnswer(_ name: String) async {
    let text = "host=127.0.0.1 port=1 user=u dbname='\(name)'"
    let database = Database(DatabaseConfiguration(conninfo: text), logger: TestServer.logger)
    let error = await #expect(throws: PostgresError.self) { try await database.run { _ in } }
    #expect(error?.description.contains("geheim") == false, "\(String(describing: error))")
    await database.close()
  }

  @Test func whatTheServerQuotesOfItIsLeftOutAlsoCutToTheLengthOfAName() {
    let name = "postgres://u:geheim@" + String(repeating: "a", count: 60)
    for quoted in [name, String(name.prefix(63))] {
      let said = ConnectionText.plain("FATAL:  3D000: database \"\(quoted)\" does not exist", without: ["db", name])
      #expect(said == "FATAL:  3D000: database \"…\" does not exist")
    }
  }
}
