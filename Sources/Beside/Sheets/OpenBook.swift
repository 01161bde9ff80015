import Speech

/// What an .ods workbook says of itself: which sheets there are, and which of them are hidden.
final class OpenBook {
  let archive: ZipArchive
  let sheets: [SheetInfo]

  init(_ archive: ZipArchive) throws(SheetFault) {
    self.archive = archive
    if archive.index(of: "META-INF/manifest.xml") != nil {
      let manifest = ManifestEvents()
      try XMLReader.read(try archive.part("META-INF/manifest.xml"), manifest)
      if manifest.isEncrypted {
        throw SheetFault(.encrypted, file: archive.name, Wording("the workbook is behind a password", "工作簿有密码保护"), hint: Saying.password)
      }
    }
    let events = OpenBookEvents()
    try XMLReader.read(try archive.part("content.xml"), events)
    guard events.isWorkbook else { throw OfficeBook.noWorkbook(archive.name) }
    sheets = events.sheets
  }
}

private final class ManifestEvents: XMLEvents {
  var isEncrypted = false

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    if name ~~ "encryption-data" { isEncrypted = true }
  }
}

/// The tables of a document, those within a table's cells aside.
private final class OpenBookEvents: XMLEvents {
  var isWorkbook = false
  var sheets: [SheetInfo] = []
  private var hiddenStyles: Set<String> = []
  private var style: String?
  private var depth = 0

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) {
    switch name.pointee {
    case UInt8(ascii: "t"):
      if name ~~ "table" {
        if isWorkbook, depth == 0 {
          let style = attributes.string("style-name") ?? ""
          sheets.append(SheetInfo(name: attributes.string("name") ?? "", isHidden: hiddenStyles.contains(style)))
        }
        depth += 1
      } else if name ~~ "table-properties", let style, attributes.string("display") == "false" {
        hiddenStyles.insert(style)
      }
    case UInt8(ascii: "s"):
      if name ~~ "style" {
        style = attributes.string("name")
      } else if name ~~ "spreadsheet" {
        isWorkbook = true
      }
    default: break
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) {
    if name.pointee == UInt8(ascii: "t"), name ~~ "table" { depth -= 1 }
  }
}
