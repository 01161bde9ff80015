import Faults
import Glibc
import Speech
import TestLanguage
import Testing

@testable import Console

@Suite struct ChineseTests {
  @Test func whyTheConsoleCannotListenIsSaidInBoth() {
    let address = ConsoleAddress(host: "127.0.0.1", port: 8787)
    let used = ConsoleAddress.failure(address, EADDRINUSE)
    #expect(used.what.zh == "控制台无法在 127.0.0.1:8787 监听：已有其他程序在监听，可能是另一个 allot")
    for number in [EADDRINUSE, EACCES, EADDRNOTAVAIL, EINVAL] {
      let error = ConsoleAddress.failure(address, number)
      for text in [error.what.zh, error.remedy?.zh ?? ""] {
        #expect(text.hasChinese, "\(text)")
      }
    }
    let none = #expect(throws: OperationError.self) { try ConsoleAddress("nowhere") }
    #expect(none?.text(.zh) == "“nowhere”不是可监听的地址\n       请写成 主机:端口，例如 127.0.0.1:8787")
    let hidden = #expect(throws: OperationError.self) { try ConsoleAddress("张三 13800138000") }
    #expect(hidden?.what.zh == "所给内容不是可监听的地址")
  }
}
