/// In which encoding a text file is read.
package enum TextEncoding: String, CaseIterable, Sendable {
  /// UTF-8, with or without a mark.
  case utf8 = "utf-8"
  /// GB18030, and so GBK and GB2312.
  case gb18030

  /// As messages and reports call it: `UTF-8`.
  package var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    }
  }
}
