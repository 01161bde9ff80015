package import Faults
import Glibc
import Speech

extension ConsoleAddress {
  /// Whether the console can listen here, asked before anything else is started: who reads of a port in use shall not read of a database too. Throws
  /// with `EX_UNAVAILABLE`. A name that stands for nothing, and a port that another program takes a moment later, are told when the console listens.
  package func requireFree() throws(OperationError) {
    guard port > 0 else { return }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else { return }
    defer { freeaddrinfo(first) }
    let descriptor = socket(first.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) != 0 else { return }
    throw Self.failure(self, errno)
  }

  /// What a person reads when the console cannot listen; `number` is the system's.
  static func failure(_ address: ConsoleAddress, _ number: Int32) -> OperationError {
    let reason =
      switch number {
      case EADDRINUSE: Wording("another program listens there, perhaps another allot", "已有其他程序在监听，可能是另一个 allot")
      case EACCES: Wording("ports below 1024 need a right that this user has not", "1024 以下的端口需要该用户没有的权限")
      case EADDRNOTAVAIL: Wording("this machine has no such address", "本机没有这个地址")
      default: Wording.system(number, String(cString: strerror(number)))
      }
    return OperationError(
      .unavailable,
      Wording("the console cannot listen on \(address): \(reason.en)", "控制台无法在 \(address) 监听：\(reason.zh)"),
      remedy: number == EADDRINUSE
        ? Wording(
          "see which: ss -ltnp 'sport = :\(address.port)'; stop it, or name another address: --listen \(address.host):PORT",
          "请查看是哪个程序：ss -ltnp 'sport = :\(address.port)'；将其停止，或另指定地址：--listen \(address.host):PORT")
        : otherAddress)
  }

  static let otherAddress = Wording("name another address: --listen HOST:PORT", "请另指定地址：--listen HOST:PORT")
}
