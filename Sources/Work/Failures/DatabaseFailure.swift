import Faults
package import Postgres
package import PrivateCluster
import Schema
package import Speech

extension OperationError {
  /// What a person should read of a database error, with the exit status that scripts tell apart. `place` names the database.
  package init(_ error: PostgresError, at place: Wording) {
    let message = Wording(error)
    switch error.kind {
    case .connectFailed(.authentication):
      self.init(
        .noPermission,
        Wording("the database refused the login: \(message.en) (\(place.en))", "数据库拒绝登录：\(message.zh)（\(place.zh)）"),
        remedy: Wording(
          "check the user and the password; a password belongs in PGPASSFILE (~/.pgpass), not on the command line",
          "请核对用户名和密码；密码应写在 PGPASSFILE（~/.pgpass）里，不要写在命令行上"))
    case .connectFailed(.noSuchDatabase):
      self.init(
        .unavailable, Wording("there is no such database: \(message.en) (\(place.en))", "没有这个数据库：\(message.zh)（\(place.zh)）"),
        remedy: Wording("create it with createdb, then run: allot db migrate", "请先用 createdb 建库，再执行：allot db migrate"))
    case .connectFailed(.invalidSettings):
      self.init(
        .usage, Wording("the connection string cannot be read: \(message.en)", "连接字符串无法解析：\(message.zh)"),
        remedy: Wording(
          "write host=… dbname=… user=… or postgres://user@host/dbname", "请写成 host=… dbname=… user=… 或 postgres://user@host/dbname"))
    case .connectFailed(.tooOld):
      self.init(
        .configuration,
        Wording("the database's server is too old: \(message.en) (\(place.en))", "数据库服务器版本过旧：\(message.zh)（\(place.zh)）"),
        remedy: Wording(
          "upgrade that server, or move the database to a newer one with pg_dump and pg_restore",
          "请升级该服务器，或用 pg_dump 和 pg_restore 把数据库迁到较新的服务器"))
    case .connectFailed where error.message.contains("read-only") || error.message.contains("hot standby"):
      self.init(
        .unavailable,
        Wording("no server that takes writes answers: \(message.en) (\(place.en))", "没有可写的服务器应答：\(message.zh)（\(place.zh)）"),
        remedy: Wording(
          "wait for the fail-over to end, or name the present primary too: host=a,b target_session_attrs=read-write",
          "请等待故障切换结束，或把当前主库也写上：host=a,b target_session_attrs=read-write"))
    case .connectFailed, .connectionLost:
      self.init(
        .unavailable, Wording("the database does not answer: \(message.en) (\(place.en))", "数据库没有应答：\(message.zh)（\(place.zh)）"),
        remedy: Wording(
          "check that PostgreSQL runs there and that the address is right: pg_isready says what it hears",
          "请确认 PostgreSQL 在该处运行、地址无误：可用 pg_isready 查看"))
    case .timeout:
      self.init(
        .unavailable, Wording(whole: error),
        remedy: Wording(
          "somebody holds a lock or the server is overloaded: try again", "有人占着锁，或服务器负载过高：请稍后重试"))
    case .cancelled:
      self.init(.temporary, Wording("stopped before the end; nothing was changed", "未执行完即中止；未作任何更改"))
    case .commitUnknown:
      self.init(
        .unavailable, Wording(whole: error),
        remedy: Wording(
          "look at what was stored with: allot show runs; repeating an import or a run is safe",
          "请先查看已保存的内容：allot show runs；重复导入或运行是安全的"))
    case .server:
      self.init(refused: error, at: place)
    case .decoding, .usage:
      self.init(.software, Wording(whole: error), remedy: Self.ourFault)
    }
  }

  /// What a server means that refused a statement.
  private init(refused error: PostgresError, at place: Wording) {
    switch error.sqlState {
    case let state where state == "25006" || (state == "55000" && error.message.contains("recovery")):
      self.init(
        .unavailable,
        Wording(
          "nothing can be written here: a standby, or default_transaction_read_only is on (\(error.message)) (\(place.en))",
          "此处不可写入：是备库，或 default_transaction_read_only 已开启（\(error.message)）（\(place.zh)）"),
        remedy: Self.writableRemedy)
    case Store.GuardState.noAgency:
      self.init(
        .configuration,
        Wording(
          "a statement reached a server that was not told the agency; nothing was read (\(place.en))",
          "有语句到达了尚未告知机构的服务器；未读取任何内容（\(place.zh)）"),
        remedy: Wording(
          "something between allot and PostgreSQL sends the statements of one transaction to different servers: with pgpool2 set "
            + "load_balance_mode = off (docs/operations.md), or connect to the server itself",
          "allot 与 PostgreSQL 之间有组件把同一事务的语句发到了不同服务器：使用 pgpool2 时请设 load_balance_mode = off（见 docs/operations.md），"
            + "或直接连接服务器"))
    case Store.GuardState.notServed:
      self.init(
        .noPermission, Wording("\(error.message)", "该登录未绑定到此机构：\(error.message)"),
        remedy: Wording(
          "the owner binds logins to agencies: allot db bind LOGIN --agency CODE", "请数据库所有者绑定登录与机构：allot db bind LOGIN --agency CODE"))
    case "42501":
      self.init(
        .noPermission, Wording(whole: error),
        remedy: Wording(
          "the role needs rights on schema allot; the owner migrates, see: allot db --help",
          "该角色缺少 allot 模式的权限；由所有者执行迁移，请看：allot db --help"))
    case "42P01", "3F000":
      self.init(
        .configuration, Wording(whole: error),
        remedy: Wording("the schema is missing or of another version: allot db status", "数据库结构缺失或版本不符，请查看：allot db status"))
    case "53100":
      self.init(
        .unavailable, Wording(whole: error),
        remedy: Wording(
          "the server's disk is full: make room, then try again; nothing was changed", "服务器磁盘已满：请腾出空间后重试；未作任何更改"))
    case "55P03":
      self.init(
        .temporary, Wording(whole: error),
        remedy: Wording("somebody else holds what is needed: try again when he is done", "所需资源正被他人占用：请等其完成后重试"))
    case "22003":
      self.init(
        .dataError,
        Wording(
          "a sum of amounts is beyond what can be counted (92,233,720,368,547,758.07 of the agency's currency); nothing was changed",
          "金额合计超出可计范围（以机构币种计 92,233,720,368,547,758.07）；未作任何更改"),
        remedy: Wording(
          "look for amounts and rates with too many digits: the largest cases of each client, and rates: in the agency file",
          "请查找位数过多的金额和汇率：各委托方金额最大的案件，以及机构文件里的 rates:"))
    case Store.GuardState.schemaChanged:
      self.init(
        .configuration, Wording("\(error.message)", "数据库结构已被更换版本：\(error.message)"),
        remedy: Wording("nothing was written; use the allot of that version", "未写入任何内容；请使用该版本的 allot"))
    case Store.GuardState.serverChanged: self.init(.configuration, Self.serverChanged, remedy: Self.serverRemedy)
    default: self.init(.software, Wording(whole: error), remedy: Self.ourFault)
    }
  }

  private static let ourFault = Wording(
    "this is a fault of allot; please report it with the statement above", "这是 allot 的故障，请连同上面的语句一并报告")

  /// Why there is no private cluster.
  package init(_ error: ClusterError, stateDirectory: String) {
    self.init(
      .unavailable,
      Wording(
        "no private database in \(stateDirectory): \(Wording(error).en)", "\(stateDirectory) 里的私有数据库不可用：\(Wording(error).zh)"),
      // Whose data lie here must not be sent elsewhere: another directory would be an empty database.
      remedy: FileAccess.exists(stateDirectory + "/postgres/data/PG_VERSION")
        ? Wording(
          "the data are in that directory: mend what is said above (make room, give the right owner), then try again",
          "数据就在该目录里：请按上述说明处理（腾出空间、改正属主）后重试")
        : Wording(
          "choose another directory with --state-dir, or name a server with --database",
          "请用 --state-dir 另选目录，或用 --database 指定服务器"))
  }
}
