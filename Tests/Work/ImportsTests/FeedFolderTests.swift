import Faults
import Glibc
import Portfolio
import Speech
import Tables
import Testing

@testable import Imports

/// Which files of a folder are what, and in which order they are loaded.
@Suite struct FeedFolderTests {
  /// A folder with empty files, removed at the end.
  private final class Folder {
    let path: String
    private var made: [String] = []

    init(_ names: [String]) throws {
      var template = Array("/tmp/allot-folder-XXXXXX".utf8CString)
      try #require(mkdtemp(&template) != nil)
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      for name in names {
        if let slash = name.lastIndex(of: "/") {
          let inside = "\(path)/\(name[..<slash])"
          if mkdir(inside, 0o700) == 0 { made.append(inside) }
        }
        let descriptor = open("\(path)/\(name)", O_WRONLY | O_CREAT, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        made.append("\(path)/\(name)")
      }
    }

    deinit {
      for name in made.reversed() where unlink(name) != 0 { rmdir(name) }
      rmdir(path)
    }

    func read() throws -> (files: [String], others: [String]) {
      let folder = try FeedFolder(path)
      return (folder.files.map { "\($0.feed.rawValue) \($0.path.dropFirst(path.utf8.count + 1))" }, folder.others)
    }
  }

  @Test func chineseNamesAreTheFeedsTheySay() throws {
    let folder = try Folder([
      "催收员.csv", "排班.csv", "请假-11月.csv", "案件_招行.csv", "案件2.csv", "催记.csv", "通话记录-2026.tsv", "沟通记录.csv", "还款明细.csv", "承诺.csv", "标记.csv",
      "停催名单.csv",
      "案件说明.csv",
    ])
    let (files, others) = try folder.read()
    #expect(
      files == [
        "collectors 催收员.csv", "hours 排班.csv", "leave 请假-11月.csv", "cases 案件2.csv", "cases 案件_招行.csv", "attempts 催记.csv",
        "attempts 通话记录-2026.tsv", "conversations 沟通记录.csv", "payments 还款明细.csv", "promises 承诺.csv", "flags 标记.csv", "holds 停催名单.csv",
      ])
    #expect(others == ["案件说明.csv"])
  }

  @Test func numbersInNamesCountByTheirValue() throws {
    let folder = try Folder([
      "cases-10.csv", "cases-2.csv", "CASES_1.CSV", "cases.csv", "cases-2.csv.rejects.csv", "cases.CSV.REJECTS.CSV", "Payments.csv",
      "casework.csv",
    ])
    let (files, others) = try folder.read()
    #expect(files == ["cases CASES_1.CSV", "cases cases-2.csv", "cases cases-10.csv", "cases cases.csv", "payments Payments.csv"])
    #expect(others == ["casework.csv"])
  }

  @Test func foldersNamedAfterFeedsHoldFilesOfAnyName() throws {
    let folder = try Folder(["cases/b-10.csv", "cases/b-9.csv", "还款/十一月.csv", "cases/payments.csv", "notes/x.csv", "collectors.csv"])
    let (files, others) = try folder.read()
    #expect(files == ["collectors collectors.csv", "cases cases/b-9.csv", "cases cases/b-10.csv", "payments 还款/十一月.csv"])
    #expect(others == ["cases/payments.csv"])
  }

  @Test func listsThatCameBackAreToldByTheirColumnsWhateverTheyAreCalled() throws {
    let folder = try Folder(["C0001.csv", "lists/x.csv", "清单/乙.csv", "notes.csv", "others/C2.csv", "cases.csv"])
    for (name, text) in [
      ("C0001.csv", "\u{FEFF}run,collector,place\r\n7,C0001,1\r\n7,C0001,2\r\n"), ("lists/x.csv", "运行,催收员\n7,'=C2\n"),
      ("清单/乙.csv", "collector;run\nC3;8\n"), ("notes.csv", "run,remark\n1,x\n"), ("others/C2.csv", "run,collector\n7,C9\n"),
    ] { try FileAccess.write("\(folder.path)/\(name)", Array(text.utf8)) }
    let found = try FeedFolder(folder.path)
    #expect(found.returned.map { String($0.dropFirst(folder.path.utf8.count + 1)) } == ["C0001.csv", "lists/x.csv", "清单/乙.csv"])
    #expect(found.others == ["notes.csv"] && found.files.count == 1)
    let lists = try found.returned.map { try ReturnedList(path: $0) }
    #expect(ReturnedList.byRun(lists) == ["7": ["C0001", "=C2"], "8": ["C3"]])
    // Of two runs at once, or of nobody, it is none that can be noted.
    for text in ["run,collector\n7,C1\n8,C1\n", "run,collector\n7,\n", "run,collector\nx,C1\n", "run,collector\n"] {
      try FileAccess.write("\(folder.path)/C0001.csv", Array(text.utf8))
      #expect(throws: FileFault.self) { try ReturnedList(path: folder.path + "/C0001.csv") }
    }
  }

  @Test func aFolderWithoutSuchFilesSaysWhichNamesAreExpected() throws {
    let folder = try Folder(["x.csv"])
    let error = #expect(throws: OperationError.self) { try folder.read() }
    #expect(error?.status == .noInput && error?.remedy?.en.contains("案件.csv") == true)
  }
}
