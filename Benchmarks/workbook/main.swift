import Workbooks

// The cells of bare.c by the room Workbooks, with all that it does beside: text looked at, widths, filter, frozen header, proof that the file is whole.
// Usage: benchmark FILE ROWS
let book = try Book(CommandLine.arguments[1], Book.About(title: "Cases", author: "benchmark", created: 1_795_000_000))
let columns: [(String, BookColumn.Look)] = [
  ("Case", .text), ("Name", .text), ("Team", .text), ("What", .text), ("Before", .number), ("New", .number), ("Amount", .number),
  ("Paid", .number),
  ("Due", .day), ("Hours", .number), ("Saturation", .number), ("Why", .text),
]
let table = try book.table("Cases", columns.map { BookColumn($0.0, $0.1) })
let teams = ["一组", "二组", "legal"]
let rows = Int64(CommandLine.arguments[2]) ?? 0
for row in 0..<rows {
  let digits = String(row)
  try table.add([
    .text("1101011990" + String(repeating: "0", count: 8 - digits.utf8.count) + digits), .text("王小明"), .text(teams[Int(row % 3)]),
    .text(row % 4 != 0 ? "assigned" : "moved"), .whole(row % 400), .whole(row % 17),
    .decimal(row * 7919 % 900_000_000, digits: 2, unit: "CNY"),
    .decimal(row * 104_729 % 9_000_000, digits: 2, unit: "CNY"), .day(Int(9821 + row % 365)), .hours(row % 1600 * 360), .share(row % 1200),
    .text("Of 22 who may have it, the one whose load it raises least."),
  ])
}
try table.end()
try book.finish()
