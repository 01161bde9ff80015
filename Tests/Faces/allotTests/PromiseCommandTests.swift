import Glibc
import Testing

@Suite struct PromiseCommandTests {
  private func read(_ scratch: borrowing Scratch, _ text: String, _ options: [String] = []) async throws -> (Tool.Result, [String]) {
    let output = scratch.path + "/out.csv"
    let result = try await Tool.run(["promise", "read", try scratch.write("in.csv", text), "--output", output] + options)
    return (result, result.status == 0 ? Child.text(output).split(separator: "\r\n").map(String.init) : [])
  }

  @Test func everyRowGetsItsPromiseInMajorUnits() async throws {
    let scratch = try Scratch()
    let (result, rows) = try await read(
      scratch,
      "id,said_on,text\na,2026-11-18,15号还两千五\nb,2026-11-18,年前还\nc,2026-11-18,过几天还\nd,2026-11-18,15号可以吗？\n"
        + "e,2026-11-18,\"I'll pay $1,200.50 by Friday\"\nf,2026-11-18,还两千多\n", ["--json"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      rows == [
        "id,kind,from,until,least,most,condition", "a,day,2026-12-15,2026-12-15,2500,2500,", "b,range,2026-11-18,2027-02-05,,,",
        "c,condition,,,,,过几天还", "d,none,,,,,", "e,range,2026-11-18,2026-11-20,1200.50,1200.50,", "f,condition,,,2000,,还两千多",
      ])
    #expect(result.output.contains("\"kinds\":{\"day\":1,\"range\":2,\"condition\":2,\"none\":1}"), "\(result.output)")
  }

  @Test func languageAndSalaryDayComeFromTheRow() async throws {
    let scratch = try Scratch()
    let (result, rows) = try await read(
      scratch,
      "id,said_on,text,language,salary_day\n1,2026-11-18,发了工资就还,zh-CN,15\n2,2026-11-18,发了工资就还,,\n3,2026-11-18,pay 5/6,zh,\n4,2026-11-18,pay 5/6,,\n",
      ["--text-language", "en"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      rows.dropFirst() == [
        "1,day,2026-12-15,2026-12-15,,,", "2,condition,,,,,发了工资就还", "3,day,2027-05-06,2027-05-06,,,", "4,condition,,,,,pay 5/6",
      ])
    // The language of messages is that of texts, too, unless another is named for them.
    let text = "id,said_on,text\n1,2026-11-18,pay 5/6\n"
    let (_, chinese) = try await read(scratch, text, ["--language", "zh"])
    let (_, english) = try await read(scratch, text, ["--language", "zh", "--text-language", "en"])
    #expect(chinese.last == "1,day,2027-05-06,2027-05-06,,," && english.last == "1,condition,,,,,pay 5/6", "\(chinese) \(english)")
  }

  @Test func whereLabelsTellWhoSpeaksOnlyTheDebtorPromises() async throws {
    let scratch = try Scratch()
    let texts: [(text: String, expected: String)] = [
      ("坐席：请您今天下午三点前处理。客户：我现在没空", "none,,"), ("客服：15号之前还清可以吗 客户：二十号还", "day,2026-10-20,2026-10-20"),
      ("[10:02:11] 客服：明天还吧 [10:02:20] 客户：下周一还", "day,2026-10-19,2026-10-19"), ("【坐席】您说20号还。【客户】那是我老婆说的", "none,,"),
      ("Agent: We need the payment by Friday. Debtor: I don't have it.", "none,,"),
      ("[Agent] So you'll pay by the 20th? [Customer] No, I can't.", "none,,"),
      ("00:14 Agent: can you pay today 00:19 Customer: I can pay tomorrow", "day,2026-10-17,2026-10-17"),
      ("A: I'll pay on the 20th B: I'll pay on the 25th", "none,,"), ("客服：好的，给您登记20号还款", "none,,"),
    ]
    let lines = texts.enumerated().map { "\($0.offset),2026-10-16,\"\($0.element.text)\"\n" }.joined()
    let (result, rows) = try await read(scratch, "id,said_on,text\n" + lines)
    #expect(result.status == 0, "\(result.errors)")
    for (index, row) in rows.dropFirst().enumerated() {
      #expect(row.hasPrefix("\(index),\(texts[index].expected)"), "\(texts[index].text): \(row)")
    }
  }

  @Test func promisesAreForTheirOwnerAndRunInNoSpreadsheet() async throws {
    let scratch = try Scratch()
    let (result, rows) = try await read(scratch, "id,said_on,text\n=1+1,2026-11-18,+有钱就还\n")
    #expect(result.status == 0 && rows.last == "'=1+1,condition,,,,,有钱就还", "\(rows)")
    var status = stat()
    #expect(stat(scratch.path + "/out.csv", &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func wrongCellsAreRefusedWithTheirPlaceAndAnExample() async throws {
    let scratch = try Scratch()
    let refused: [(String, [String])] = [
      ("id,said_on,text\n1,2026-11-18,还\n2,18.11.2026,还\n", ["in.csv:3", "said_on", "2026-11-18"]),
      ("id,said_on,text\n1,,还\n", ["in.csv:2", "said_on"]), ("id,said_on,text\n1,1999-12-31,还\n", ["in.csv:2", "2000 to 2100"]),
      ("id,said_on,text,salary_day\n1,2026-11-18,还,32\n", ["in.csv:2", "salary_day", "1 to 31"]),
      ("id,said_on,text,language\n1,2026-11-18,还,fr\n", ["in.csv:2", "language", "zh or en"]),
      ("id,text\n1,还\n", ["there is no column “said_on”"]), ("", ["is empty"]),
    ]
    for (text, words) in refused {
      let (result, _) = try await read(scratch, text)
      #expect(result.status == 65 && words.allSatisfy { result.errors.contains($0) }, "\(result.errors)")
    }
    let (wrong, _) = try await read(scratch, "id,said_on,text\n", ["--text-language", "fr"])
    #expect(wrong.status == 64 && wrong.errors.contains("write zh, en"), "\(wrong.errors)")
    let (empty, rows) = try await read(scratch, "id,said_on,text\n")
    #expect(empty.status == 0 && rows == ["id,kind,from,until,least,most,condition"])
    // Twice the same id is read, and said.
    let (twice, _) = try await read(scratch, "id,said_on,text\n1,2026-11-18,还\n1,2026-11-18,还\n")
    #expect(twice.status == 0 && twice.errors.contains("in.csv:3: its id stands in line 2 already"), "\(twice.errors)")
  }
}
