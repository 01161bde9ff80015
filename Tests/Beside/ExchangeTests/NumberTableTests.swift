import Glibc
import Testing

@testable import Exchange

struct NumberTables {
  func file(_ text: String) throws -> String {
    let path = "/tmp/allot-exchange-\(getpid())-\(UInt64.random(in: 0 ... .max)).csv"
    try ByteFile.write(Array(text.utf8), to: path)
    return path
  }

  @Test func columnsAreFoundByNameWhateverTheirOrder() throws {
    let path = try file("b,unknown,a,m\r\n-7,x y,0.25,fF\r\n12,,1,0\n")
    defer { unlink(path) }
    var table = try NumberTable(path, columns: ["a", "b", "m"])
    var row: [Int64] = [0, 0, 0]
    #expect(try table.next(&row, [.millionths, .whole, .mask]))
    #expect(row == [250_000, -7, 255])
    #expect(try table.next(&row, [.millionths, .whole, .mask]))
    #expect(row == [1_000_000, 12, 0])
    #expect(try !table.next(&row, [.millionths, .whole, .mask]))
  }

  @Test(arguments: [
    ("a\nx\n", 2), ("a\n1\n2\n1,2\n", 4), ("a\n7\n1.5\n", 3), ("a\n-\n", 2), ("b\n1\n", 1), ("a\n1\n9999999999999999999\n", 3),
  ])
  func whatIsNoNumberIsRefusedWithItsLine(_ text: String, _ line: Int) throws {
    let path = try file(text)
    defer { unlink(path) }
    let error = #expect(throws: ExchangeError.self) {
      var table = try NumberTable(path, columns: ["a"])
      var row: [Int64] = [0]
      while try table.next(&row, [.whole]) {}
    }
    let said = error?.description ?? ""
    #expect(error?.kind == .malformed && said.hasPrefix("\(path):\(line): ") && said.contains("expected "), "\(said)")
  }

  @Test func decimalsAreRoundedToMillionths() throws {
    let path = try file("a\n0.1234565\n0.95\n2\n0.9999999\n")
    defer { unlink(path) }
    var table = try NumberTable(path, columns: ["a"])
    var (row, values): ([Int64], [Int64]) = ([0], [])
    while try table.next(&row, [.millionths]) { values.append(row[0]) }
    #expect(values == [123_457, 950_000, 2_000_000, 1_000_000])
  }
}
