import Speech

/// Where the server's programs are.
struct ServerBinaries: Sendable {
  /// Directory of `postgres`, `initdb`, `pg_ctl`.
  let directory: String
  /// Major version.
  let version: Int

  /// Finds the programs: in `directory` if given, else at the usual places, else where `pg_config` says. For existing data the major
  /// version must be the same; otherwise the newest is taken.
  static func find(directory: String?, dataVersion: Int?) throws(ClusterError) -> ServerBinaries {
    var found: [ServerBinaries] = []
    let places = directory.map { [$0] } ?? usualPlaces() + configured()
    for place in places where Files.isExecutable(place + "/postgres") && Files.isExecutable(place + "/initdb") {
      if let version = try version(of: place) { found.append(ServerBinaries(directory: place, version: version)) }
    }
    if let dataVersion {
      if let match = found.first(where: { $0.version == dataVersion }) { return match }
      let versions = found.map { Wording(same: "\($0.version)") }.joined(by: Wording(", ", "、"))
      throw ClusterError(
        Wording(
          "the private database was made by PostgreSQL \(dataVersion), whose server programs are not here "
            + "(found: \(versions.en)): install postgresql-\(dataVersion)",
          "私有数据库由 PostgreSQL \(dataVersion) 建立，但本机没有该版本的服务器程序（\(versions.isEmpty ? "未找到任何版本" : "找到的版本：\(versions.zh)")）："
            + "请安装 postgresql-\(dataVersion)"))
    }
    guard let newest = found.max(by: { $0.version < $1.version }) else {
      throw ClusterError(
        Wording(
          "no PostgreSQL server programs found in \(places.joined(separator: ", ")): "
            + "install PostgreSQL (Debian: apt install postgresql), or name an existing database",
          "在 \(places.joined(separator: "、")) 中未找到 PostgreSQL 服务器程序：请安装 PostgreSQL（Debian：apt install postgresql），或指定已有的数据库"))
    }
    return newest
  }

  func path(_ program: String) -> String { directory + "/" + program }

  private static func usualPlaces() -> [String] {
    Files.names(in: "/usr/lib/postgresql").map { "/usr/lib/postgresql/\($0)/bin" }
      + Files.names(in: "/usr").filter { $0.hasPrefix("pgsql-") }.map { "/usr/\($0)/bin" }
      + ["/opt/homebrew/opt", "/usr/local/opt"].flatMap { base in
        Files.names(in: base).filter { $0.hasPrefix("postgresql@") }.map { "\(base)/\($0)/bin" }
      }
      + ["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"]
  }

  private static func configured() -> [String] {
    guard let (status, output) = try? ChildProcess.run(["pg_config", "--bindir"]), status == 0 else { return [] }
    return output.split(whereSeparator: \.isNewline).map(String.init)
  }

  /// From "postgres (PostgreSQL) 15.4 (Debian …)".
  private static func version(of place: String) throws(ClusterError) -> Int? {
    let (status, output) = try ChildProcess.run([place + "/postgres", "--version"])
    guard status == 0 else { return nil }
    let words = output.split(separator: " ")
    guard let index = words.firstIndex(of: "(PostgreSQL)"), index + 1 < words.endIndex else { return nil }
    return Int(words[index + 1].prefix { $0.isNumber })
  }
}
