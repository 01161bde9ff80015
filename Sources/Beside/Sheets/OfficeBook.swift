import Speech

/// What an .xlsx workbook says of itself before its sheets: which there are, what its styles mean, from when its days count.
final class OfficeBook {
  let archive: ZipArchive
  private(set) var sheets: [SheetInfo] = []
  private var parts: [String] = []
  let formats: [NumberFormat]
  let since1904: Bool
  /// The writer asks whoever opens it to compute its formulas: what it put in their place are no results.
  let needsComputing: Bool
  private let stringsPart: String?
  private var strings: SharedStrings?

  init(_ archive: ZipArchive) throws(SheetFault) {
    self.archive = archive
    let roots = try OfficeBook.relations("_rels/.rels", from: "", archive)
    guard let workbook = roots.values.first(where: { $0.type == "officeDocument" })?.target else {
      throw OfficeBook.noWorkbook(archive.name)
    }
    if workbook.hasSuffix(".bin") {
      throw SheetFault(
        .unsupported, file: archive.name, Wording("this is a binary workbook (XLSB), which is not read", "这是二进制工作簿（XLSB），无法读取"),
        hint: Saying.saveAgain)
    }
    let folder = workbook.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let file = workbook.split(separator: "/").last.map(String.init) ?? workbook
    let related = try OfficeBook.relations((folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels", from: folder, archive)
    let events = BookEvents()
    try XMLReader.read(try archive.part(workbook), events)
    // A document of the same family (a text, a presentation) has no sheets.
    guard events.isWorkbook else { throw OfficeBook.noWorkbook(archive.name) }
    for sheet in events.sheets {
      // Sheets that are charts have no rows.
      guard let relation = related[sheet.relation], relation.type == "worksheet" else { continue }
      sheets.append(SheetInfo(name: sheet.name, isHidden: sheet.isHidden))
      parts.append(relation.target)
    }
    (since1904, needsComputing) = (events.since1904, events.needsComputing)
    stringsPart = related.values.first { $0.type == "sharedStrings" }?.target
    let styles = StyleEvents()
    if let part = related.values.first(where: { $0.type == "styles" })?.target, archive.index(of: part) != nil {
      try XMLReader.read(try archive.part(part), styles)
    }
    formats = styles.formats
  }

  func part(_ sheet: Int) throws(SheetFault) -> ZipPart { try archive.part(parts[sheet]) }

  /// The shared texts, read when the first sheet is opened.
  func sharedStrings() throws(SheetFault) -> SharedStrings {
    if let strings { return strings }
    let read: SharedStrings
    if let stringsPart, archive.index(of: stringsPart) != nil {
      read = try SharedStrings(archive.part(stringsPart))
    } else {
      read = SharedStrings(name: archive.name, limits: archive.limits)
    }
    strings = read
    return read
  }

  static func noWorkbook(_ name: String) -> SheetFault {
    SheetFault(
      .unsupported, file: name, Wording("this is an archive (zip) without a workbook that is read", "这是压缩文件（zip），其中没有可读取的工作簿"),
      hint: Wording(
        "unpack it and name the workbook or CSV file in it: .xlsx, .ods, .xls, .csv", "请解压后指定其中的工作簿或 CSV 文件：.xlsx、.ods、.xls、.csv"))
  }

  private struct Relation {
    let type: String
    let target: String
  }

  private static func relations(_ part: String, from folder: String, _ archive: ZipArchive) throws(SheetFault) -> [String: Relation] {
    guard archive.index(of: part) != nil else { return [:] }
    let events = RelationEvents()
    try XMLReader.read(try archive.part(part), events)
    var result: [String: Relation] = [:]
    for (id, type, target) in events.found {
      result[id] = Relation(type: type.split(separator: "/").last.map(String.init) ?? type, target: resolve(target, from: folder))
    }
    return result
  }

  /// A path within the archive, from one that may begin at its root or go up.
  private static func resolve(_ target: String, from folder: String) -> String {
    var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for step in target.split(separator: "/") {
      if step == ".." {
        _ = steps.popLast()
      } else if step != "." {
        steps.append(String(step))
      }
    }
    return steps.joined(separator: "/")
  }
}

private final class RelationEvents: XMLEvents {
  var found: [(id: String, type: String, target: String)] = []

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    // What is outside the archive is not looked at.
    guard name ~~ "Relationship", attributes.string("TargetMode") != "External", let id = attributes.string("Id"),
      let type = attributes.string("Type"), let target = attributes.string("Target")
    else { return }
    found.append((id, type, target))
  }
}

private final class BookEvents: XMLEvents {
  var isWorkbook = false
  var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  var since1904 = false
  var needsComputing = false

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    if name ~~ "workbook" {
      isWorkbook = true
    } else if name ~~ "sheet" {
      guard let title = attributes.string("name"), let relation = attributes.string("id") else { return }
      sheets.append((title, relation, attributes.string("state").map { $0 != "visible" } ?? false))
    } else if name ~~ "workbookPr" {
      since1904 = attributes.isSet("date1904")
    } else if name ~~ "calcPr" {
      needsComputing = attributes.isSet("fullCalcOnLoad")
    }
  }
}

private final class StyleEvents: XMLEvents {
  /// What each style of a cell does with numbers.
  var formats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var inCells = false

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    if name ~~ "numFmt" {
      guard let id = attributes.number("numFmtId"), let code = attributes.string("formatCode") else { return }
      codes[id] = NumberFormat(code: Array(code.utf8))
    } else if name ~~ "cellXfs" {
      inCells = true
    } else if inCells, name ~~ "xf" {
      let id = attributes.number("numFmtId") ?? 0
      formats.append(codes[id] ?? NumberFormat(builtIn: id) ?? .number)
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) {
    if name ~~ "cellXfs" { inCells = false }
  }
}
