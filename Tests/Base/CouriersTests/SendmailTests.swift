import Glibc
import Speech
import Testing

@testable import Couriers

/// Programs that take mail, as they may be: slow, refusing, dying half-way.
@Suite struct SendmailTests {
  private func send(_ script: String, patience: Int = 20_000, size: Int = 10) throws -> (Handover, String) {
    var template = Array("/tmp/allot-courier-XXXXXX".utf8CString)
    let made = mkdtemp(&template) != nil
    try #require(made)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = folder + "/sendmail"
    let file = try #require(fopen(path, "w"))
    fputs("#!/bin/sh\n" + script.replacing("OUT", with: folder + "/out"), file)
    fclose(file)
    chmod(path, 0o700)
    defer {
      for name in ["/sendmail", "/out", ""] { remove(folder + name) }
    }
    let from = try #require(MailAddress("allot@example.org"))
    let to = try #require(MailAddress("li@example.org"))
    let handed = Sendmail(path, patienceMilliseconds: patience).send([UInt8](repeating: UInt8(ascii: "x"), count: size), from: from, to: to)
    var text = ""
    if let out = fopen(folder + "/out", "r") {
      defer { fclose(out) }
      var line = [CChar](repeating: 0, count: 4096)
      while fgets(&line, 4096, out) != nil {
        text += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
    return (handed, text)
  }

  @Test func theMessageIsItsInputAndTheReaderAnArgument() throws {
    let (handed, out) = try send("echo \"$@\" >OUT; wc -c >>OUT", size: 3_000_000)
    #expect(handed == .taken)
    #expect(out.hasPrefix("-i -f allot@example.org -- li@example.org\n"))
    #expect(out.contains("3000000"))
  }

  @Test func whatItSaysByItsStatusDecides() throws {
    func isLater(_ status: Int) throws -> Bool {
      switch try send("cat >/dev/null; echo \"server said no\" >&2; exit \(status)").0 {
      case .later(let words, _):
        #expect(words.en.contains("\(status)") && words.en.contains("server said no") && words.zh.contains("server said no"))
        return true
      case .refused(let words):
        #expect(words.en.contains("\(status)"))
        return false
      case .taken:
        Issue.record("\(status) is no success")
        return false
      }
    }
    for status in [69, 70, 71, 73, 74, 75, 76, 77, 78, 1] { #expect(try isLater(status), "\(status)") }
    for status in [64, 65, 67, 68] { #expect(try !isLater(status), "\(status)") }
  }

  /// As msmtp does: the reason stands before the last line.
  @Test func theReasonIsToldWhereItStandsBeforeTheLastLine() throws {
    let script =
      "cat >/dev/null; printf 'x: not accepted\\nx: server message: 550 no such user here\\nx: could not send mail\\n' >&2; exit 65"
    guard case .refused(let words) = try send(script).0 else {
      Issue.record("65 is final")
      return
    }
    #expect(words.en.contains("550 no such user here") && words.zh.contains("550 no such user here"))
  }

  @Test func oneThatReadsNothingOrDiesHalfWayIsTriedAgain() throws {
    #expect(try send("exit 0", size: 2_000_000).0 == .taken)
    guard case .later(let words, _) = try send("head -c 5 >/dev/null; kill -9 $$", size: 2_000_000).0 else {
      Issue.record("a killed program took the mail")
      return
    }
    #expect(words.en.contains("signal 9"))
  }

  @Test func oneThatIsTooSlowIsStoppedWithWhatItStarted() throws {
    let start = ContinuousClock.now
    guard case .later(let words, _) = try send("sleep 60 & sleep 60", patience: 300).0 else {
      Issue.record("a slow program took the mail")
      return
    }
    #expect(words.en.contains("did not end") && ContinuousClock.now - start < .seconds(20))
  }

  @Test func oneThatIsNotThereIsNamed() throws {
    let address = try #require(MailAddress("li@example.org"))
    guard case .later(let words, _) = Sendmail("/nowhere/sendmail").send([], from: address, to: address) else {
      Issue.record("nobody took the mail")
      return
    }
    #expect(words.en.contains("/nowhere/sendmail") && words.en.contains("No such file"))
  }

  @Test func endlessOutputAndAChildThatStaysDoNoHarm() throws {
    #expect(try send("(sleep 60) & yes | head -c 5000000; exit 0").0 == .taken)
  }
}
