import Speech

/// Numbers that are names and went through a spreadsheet, which keeps fifteen digits.
enum LostDigits {
  static let inSheet = Wording(
    "is a number of more than 15 digits, of which a spreadsheet keeps 15; the others are lost: format the column as text in the program that writes it, and export again",
    "是超过 15 位的数字，电子表格只保留 15 位，其余已丢失；请在生成文件的程序中把该列设为文本格式后重新导出")

  static let inIdentity = Wording(
    "is an identity number of 18 digits that ends in 000 and whose check digit is wrong: a spreadsheet keeps 15 digits and writes zeros for the rest; format the column as text and export again",
    "是以 000 结尾的 18 位证件号，且校验码不符：电子表格只保留 15 位，其余写成了 0；请把该列设为文本格式后重新导出")

  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

  /// Whether a Chinese identity number lost its last three digits: they are zeros, and the last one is not the check digit of the others
  /// (GB 11643-1999, ISO 7064 MOD 11-2).
  static func isCutIdentity(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 18, bytes.allSatisfy({ (48...57).contains($0) }), bytes.suffix(3).allSatisfy({ $0 == 48 }) else { return false }
    let sum = zip(weights, bytes).reduce(0) { $0 + $1.0 * Int($1.1 - 48) }
    // Remainders 0 to 10 have the signs 1 0 X 9 8 7 6 5 4 3 2.
    return sum % 11 != 1
  }
}
