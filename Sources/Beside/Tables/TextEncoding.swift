/// In which encoding a text file is read.
package enum TextEncoding: String, CaseIterable, Sendable {
  /// UTF-8, with or without a mark.
  case utf8 = "utf-8"
  /// GB18030, and so GBK and GB2312.
  case gb18030
  /// Traditional Chinese, with the additions of Hong Kong.
  case big5
  /// Japanese, as Windows writes it.
  case shiftJIS = "shift_jis"
  /// Western Europe, as Windows writes it; holds Latin-1.
  case windows1252 = "windows-1252"
  /// UTF-16; a mark says which byte comes first.
  case utf16 = "utf-16"

  /// As messages and reports call it: `UTF-8`.
  package var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    case .big5: "Big5"
    case .shiftJIS: "Shift_JIS"
    case .windows1252: "Windows-1252"
    case .utf16: "UTF-16"
    }
  }

  /// What a program means that sends a text with `charset=`: one of these names, or another that the Web has for the same bytes.
  package init?(charset: String) {
    let name = charset.lowercased()
    switch name {
    case "utf8", "us-ascii": self = .utf8
    case "gbk", "gb2312": self = .gb18030
    case "big5-hkscs": self = .big5
    case "windows-31j": self = .shiftJIS
    case "iso-8859-1", "latin1": self = .windows1252
    default: self.init(rawValue: name)
    }
  }

  /// What the C library calls it.
  func converterName(isBigEndian: Bool) -> String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .shiftJIS: "CP932"
    case .windows1252: "CP1252"
    case .utf16: isBigEndian ? "UTF-16BE" : "UTF-16LE"
    }
  }
}
