import Glibc
import Speech
import Testing

@testable import Faults
@testable import Setup

@Suite struct SetupTests {
  private func resolve(
    _ choice: DatabaseLocation.Choice = .init(), _ environment: [String: String] = [:], _ file: ConfigurationFile = .init(),
    isRoot: Bool = false
  ) throws -> DatabaseLocation {
    try DatabaseLocation.resolve(
      choice, environment: ["HOME": "/people/li"].merging(environment) { $1 }, configuration: file,
      configurationPath: "/etc/allot/allot.conf", isRoot: isRoot)
  }

  @Test func theNearestWordWins() throws {
    var file = ConfigurationFile()
    file.database = "host=file"
    let all = ["ALLOT_DATABASE": "host=variable", "PGHOST": "pg"]
    #expect(try resolve(.init(database: "host=option"), all, file).place == .server(conninfo: "host=option"))
    #expect(try resolve(.init(embedded: true), all, file).place == .embedded)
    #expect(try resolve(.init(stateDirectory: "/tmp/x"), all, file).place == .embedded)
    #expect(try resolve(.init(), all, file).place == .server(conninfo: "host=variable"))
    #expect(try resolve(.init(), ["PGHOST": "pg"], file).place == .server(conninfo: ""))
    #expect(try resolve(.init(), [:], file).place == .server(conninfo: "host=file"))
    #expect(try resolve(.init(), ["ALLOT_DATABASE": ""], file).origin == "/etc/allot/allot.conf")
    let nothing = try resolve()
    #expect(nothing.place == .embedded)
    #expect(nothing.origin == nil)
  }

  @Test func theStateDirectoryFollowsUserAndService() throws {
    #expect(try resolve(isRoot: true).stateDirectory == "/var/lib/allot")
    #expect(try resolve().stateDirectory == "/people/li/.local/state/allot")
    #expect(try resolve(.init(), ["XDG_STATE_HOME": "/x"]).stateDirectory == "/x/allot")
    #expect(try resolve(.init(), ["STATE_DIRECTORY": "/var/lib/a:/var/lib/b"]).stateDirectory == "/var/lib/a")
    #expect(try resolve(.init(), ["ALLOT_STATE_DIR": "/demo"], isRoot: true).stateDirectory == "/demo")
    #expect(try resolve(.init(stateDirectory: "/mine"), ["ALLOT_STATE_DIR": "/demo"]).stateDirectory == "/mine")
  }

  @Test func contradictionsAndMissingHomesAreRefused() {
    #expect(throws: OperationError.self) { try resolve(.init(database: "host=x", embedded: true)) }
    let error = #expect(throws: OperationError.self) { try resolve(.init(), ["HOME": ""]) }
    #expect(error?.status == .configuration)
  }

  @Test(arguments: [
    ("host=db user=u password=geheim dbname=x", "host=db user=u dbname=x"),
    ("password='a b\\'c' host=db", "host=db"),
    ("postgres://u:geheim@db/x", "host=db user=u dbname=x"),
    ("postgres://u:ge@heim@db/x", "a connection string that cannot be read"),
    ("password=ge heim host=db", "a connection string that cannot be read"),
    ("host=db", "host=db"),
  ])
  func passwordsAreNeverShown(_ conninfo: String, _ shown: String) {
    #expect(DatabaseLocation(place: .server(conninfo: conninfo), origin: nil, stateDirectory: "/").description == shown)
  }

  @Test func theConfigurationFileIsReadStrictly() throws {
    let file = try ConfigurationFile("# a comment\n\n database = host=/run/x dbname=allot \nlisten=127.0.0.1:9000\n", path: "c")
    #expect(file.database == "host=/run/x dbname=allot")
    #expect(file.listen == "127.0.0.1:9000")
    #expect(file.stateDirectory == nil)
    for (text, place) in [
      ("databse = x", "c:1: unknown setting “databse”"), ("\nlisten", "c:2: this line has no “=”"),
      ("listen=a\nlisten=b", "c:2: “listen” is set twice"),
    ] {
      let error = #expect(throws: OperationError.self) { try ConfigurationFile(text, path: "c") }
      #expect(error?.what.en == place)
      #expect(error?.status == .configuration)
    }
  }

  @Test func filesAreReplacedAsAWhole() throws {
    let directory = "/tmp/allot-files-\(UInt64.random(in: .min ... .max))/a/b"
    try FileAccess.makeDirectory(directory)
    try FileAccess.makeDirectory(directory)
    let path = directory + "/x"
    try FileAccess.write(path, Array("one".utf8))
    // Who has the old file open, as by this second name, keeps its bytes: it is another file that takes the place.
    #expect(link(path, directory + "/old") == 0)
    try FileAccess.write(path, Array("and another".utf8))
    #expect(try FileAccess.read(directory + "/old") == Array("one".utf8) && FileAccess.read(path) == Array("and another".utf8))
    try FileAccess.write(path, [])
    #expect(try FileAccess.read(path).isEmpty)
    #expect(FileAccess.size(path) == 0)
    // What cannot take the place leaves nothing lying about.
    #expect(throws: OperationError.self) { try FileAccess.write(directory, Array("no".utf8)) }
    #expect(try FileAccess.names(in: directory) == ["old", "x"])
    #expect(try FileAccess.names(in: String(directory.dropLast(2))) == ["b"])
    FileAccess.remove(path)
    #expect(throws: OperationError.self) { try FileAccess.read(path) }
    #expect(throws: OperationError.self) { try FileAccess.write(directory + "/no/such/place", []) }
    #expect(throws: OperationError.self) { try FileAccess.makeDirectory("/dev/null/x") }
  }
}
