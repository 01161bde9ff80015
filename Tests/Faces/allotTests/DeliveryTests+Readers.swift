import Testing

/// Who gets what, and on which days.
extension DeliveryTests {
  /// Manager, two leads, an auditor and a client's contact at once: everybody his own rows, in mail and directory, and nothing of a person in any head.
  @Test func everybodyGetsHisOwnRowsAndNothingElse() async throws {
    let today = try await Tool.bash("TZ=Asia/Shanghai date +%F").output.replacing("\n", with: "")
    let office = try await Office(
      report: """
        report:
          at: "00:00"
          days: every day
          language: en
          formats: [html, xlsx]
          readers:
            - { to: [李伟], page: manager }
            - { role: lead, page: lead }
            - { to: [wang], page: auditor }
            - { to: [he], page: client=cmb }
        """)
    let people = try office.scratch.write("more.csv", "code,name,team\nQA71,赵一,a\nQB72,钱二,b\n")
    let cases = try office.scratch.write(
      "more-cases.csv",
      "client,case_no,currency,outstanding\ncmb,KCMB-778001,CNY,100.00\nzxbank,KZX-778002,CNY,150.00\nzxbank,KZX-778003,CNY,50.00\n")
    for arguments in [
      ["import", "collectors", people, "--yes"], ["import", "cases", cases, "--yes"],
      ["user", "add", "chen", "--role", "lead", "--team", "a"], ["user", "address", "chen", "--mail", "chen@example.org"],
      ["user", "add", "deng", "--role", "lead", "--team", "b"], ["user", "address", "deng", "--mail", "deng@example.org"],
      ["user", "add", "he", "--role", "auditor"], ["user", "address", "he", "--mail", "he@example.org"],
      ["user", "address", "wang", "--mail", "wang@example.org"], ["run", "--slot", today, "--despite-brakes"],
    ] {
      let result = try await office.allot(arguments)
      try #require(result.status == 0, "\(arguments): \(result.errors)")
    }
    let sent = try await office.allot(["report", "send", "--due"])
    #expect(sent.status == 0, "\(sent.output)\(sent.errors)")
    let mails = try office.received()
    #expect(mails.count == 5)
    func mail(_ address: String) async throws -> (head: String, files: [String], said: String) {
      let mail = try #require(mails.first { $0.contains("<\(address)>") || $0.contains("To: \(address)") }, "\(address)")
      let head = String(mail[..<(try #require(mail.firstRange(of: "\n\n"))).lowerBound])
      // What is attached, unpacked: pages as they are, workbooks by their parts.
      let path = try office.scratch.write("one.eml", mail)
      let said = try await Self.unpacked(path)
      return (head, mail.matches(of: /filename="([^"]+)"/).map { String($0.1) }, said)
    }
    let expected: [(address: String, files: [String], has: [String], lacks: [String])] = [
      ("li@example.org", ["report.html", "report.xlsx"], ["QA71", "QB72", "zxbank", "Shown: the whole agency"], []),
      ("chen@example.org", ["report.html", "team.xlsx"], ["QA71", "赵一", "Shown: team a only"], ["QB72", "钱二", "deng"]),
      ("deng@example.org", ["report.html", "team.xlsx"], ["QB72", "钱二", "Shown: team b only"], ["QA71", "赵一", "chen"]),
      ("wang@example.org", ["report.html", "report.xlsx"], ["Audit sample", "Shown: the whole agency"], []),
      ("he@example.org", ["report.html", "package.xlsx"], ["cmb", "Shown: cases of cmb only"], ["zxbank", "KZX", "赵一", "钱二", "QA71"]),
    ]
    for one in expected {
      let (head, files, said) = try await mail(one.address)
      for file in one.files { #expect(files.contains(file), "\(one.address): \(files)") }
      for text in one.has { #expect(said.contains(text), "\(one.address) lacks \(text)") }
      for text in one.lacks { #expect(!said.contains(text), "\(one.address) has \(text)") }
      let subject = Office.subject(head)
      #expect(subject.contains(today) && subject.contains("published"), "\(subject)")
      // Neither the head nor a page has a number in full.
      for person in ["赵一", "钱二", "QA71", "QB72", "cmb", "zxbank", "778001"] { #expect(!subject.contains(person), "\(person)") }
      for number in ["KCMB-778001", "KZX-778002", "KZX-778003"] { #expect(!said.contains(number), "\(one.address) has \(number)") }
    }
    // The directory has the same, each in his own folder.
    let folders = try await Tool.bash("cd '\(office.scratch.path)/reports/test'/\(today)-run-* && find . -name '*.xlsx' | sort").output
    #expect(folders.contains("chen/lead%3Da/team.xlsx") && folders.contains("he/client%3Dcmb/package.xlsx"), "\(folders)")
    #expect(folders.split(separator: "\n").count == 5)
  }

  /// Text of every part of a mail, and of every part of the workbooks attached.
  private static func unpacked(_ path: String) async throws -> String {
    let script = """
      import email, email.policy, io, sys, zipfile
      mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
      for part in mail.walk():
          if part.is_multipart(): continue
          data = part.get_payload(decode=True)
          if data[:2] == b"PK":
              book = zipfile.ZipFile(io.BytesIO(data))
              for name in book.namelist(): sys.stdout.buffer.write(book.read(name) + b"\\n")
          else: sys.stdout.buffer.write(data + b"\\n")
      """
    return try await Tool.bash("python3 -c '\(script)' '\(path)'").output
  }

  /// A day off does not keep a night that was not made from being told.
  @Test func aMissedNightIsToldOnADayOffAndAPublishedOneIsNot() async throws {
    let today = try await Tool.bash("TZ=Asia/Shanghai date +%F").output.replacing("\n", with: "")
    let file = Files.agency.replacing("calendar: { weekdays: mon..fri }", with: "calendar: { weekdays: mon..sun, holidays: [\(today)] }")
    let off = Self.report.replacing("days: every day", with: "days: working days")
    let missed = try await Office(report: off, file: file)
    // Too late to make up from a minute after midnight on.
    let early = Files.policy + "runs: { night: \"00:00\", missed_until: \"00:01\", batch_file: above 200 rows }\n"
    let policy = try missed.scratch.write("early.yaml", early)
    #expect(try await missed.allot(["policy", "apply", policy]).status == 0)
    let told = try await missed.allot(["report", "send", "--due"])
    let mail = Office.readable(try #require(try missed.received().first, "\(told.output)\(told.errors)"))
    #expect(mail.contains("已错过") && mail.contains("今日为休息日"), "\(mail)")
    let published = try await Office(report: off, file: file)
    #expect(try await published.allot(["run", "--slot", today, "--despite-brakes"]).status == 0)
    let calm = try await published.allot(["report", "send", "--due"])
    #expect(calm.status == 0 && calm.output == "nothing is due\n", "\(calm.output)")
    #expect(try published.received().isEmpty)
  }
}
