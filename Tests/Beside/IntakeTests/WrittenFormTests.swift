import Portfolio
import Speech
import Testing

@testable import Intake

/// One number in the forms that files have it in: the same number, or refused; never two in one.
@Suite struct WrittenFormTests {
  private static let same = ["#", "=\"#\"", "'#", "#.0", "#.00", " # ", "　#　"]
  private static let lost = ["1.38E+15", "3,30106E+17", "3.3E17", "1E+15"]

  private func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }

  @Test(arguments: ["case_no", "collector", "debtor_ref", "contact_point"])
  func aNumberIsOneInAllItsForms(_ column: String) throws {
    let number = column == "contact_point" ? "13800138001" : "100234567890123"
    for form in Self.same {
      let written = quoted(form.replacing("#", with: number))
      let names = ["case_no", "collector", "debtor_ref", "contact_point"]
      let row = names.map { $0 == column ? written : $0 == "case_no" ? "K1" : "" }.joined(separator: ",")
      let read = try cases(names.joined(separator: ",") + ",outstanding\n" + row + ",100.00\n")
      let one = try #require(read.rows.first, "\(column) \(form): \(read.rejects)")
      switch column {
      case "case_no": #expect(one.caseNo == number, "\(form)")
      case "collector": #expect(one.collector == number, "\(form)")
      case "debtor_ref": #expect(text(one.debtor) == "id:\(number)", "\(form)")
      default: #expect(one.contactPoints.map { text($0) } == ["point:\(number)"], "\(form)")
      }
    }
    for form in Self.lost {
      // A comma divides contact points: what is left of such a number is no number of a phone either, and is not read as digits that were there.
      if column == "contact_point", form.contains(",") { continue }
      let names = ["case_no", "collector", "debtor_ref", "contact_point"]
      let row = names.map { $0 == column ? quoted(form) : $0 == "case_no" ? "K1" : "" }.joined(separator: ",")
      let read = try cases(names.joined(separator: ",") + ",outstanding\n" + row + ",100.00\n")
      #expect(read.rows.isEmpty && read.rejects.first?.why.en.contains("digits are lost") == true, "\(column) \(form)")
    }
  }

  /// How people and programs write one number, by column; `#` is the number, `@` the same in groups.
  private static let forms: [String: [String]] = [
    "case_no": ["#", " # ", "'#", "=\"#\"", "　#"],
    "collector": ["#", " # ", "'#", "=\"#\""],
    "debtor_ref": ["#", " # ", "'#", "=\"#\"", "@ ", "@-", "narrow", "lower"],
    "contact_point": ["#", " # ", "'#", "+86#", "+86 @ ", "0086#", "86#", "0#", "@-", "@ ", "narrow"],
  ]

  /// `number` in the form; groups of three, four, and four digits.
  private static func written(_ form: String, _ number: String) -> String {
    func grouped(_ sign: String) -> String {
      var (rest, parts) = (Substring(number), [String]())
      for size in [3, 4, 4, 4, 4] where !rest.isEmpty {
        parts.append(String(rest.prefix(size)))
        rest = rest.dropFirst(size)
      }
      return parts.joined(separator: sign)
    }
    switch form {
    // Full-width, as Chinese input methods give them.
    case "narrow": return String(String.UnicodeScalarView(number.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    case "lower": return number.lowercased()
    default: break
    }
    guard let at = form.firstIndex(of: "@") else { return form.replacing("#", with: number) }
    return form[..<at] + grouped(String(form[form.index(after: at)...]))
  }

  /// Whatever the form: the number that it is, so no two numbers are ever one. Some begin with zeros, and those are others than without.
  @Test func tenThousandNumbersInAnyFormAreEachItself() throws {
    var random = SplitMix64(state: 11)
    func digits(_ count: Int) -> String { String((0..<count).map { _ in Character(String(random.below(10))) }) }
    let names = ["case_no", "collector", "debtor_ref", "contact_point"]
    var (file, wanted) = (names.joined(separator: ",") + ",outstanding\n", [[String: String]]())
    for line in 0..<10_000 {
      var numbers = ["case_no": digits(1 + random.below(17)), "collector": digits(1 + random.below(8))]
      numbers["debtor_ref"] = "\(1 + random.below(9))" + digits(16) + (random.below(4) == 0 ? "X" : digits(1))
      numbers["contact_point"] = "1\(3 + random.below(7))" + digits(9)
      // Each case once: a second row of it would be another matter.
      numbers["case_no"] = numbers["case_no"].map { "\($0)7\(line)" }
      file +=
        names.map { name in
          let forms = Self.forms[name] ?? ["#"]
          return quoted(Self.written(forms[random.below(forms.count)], numbers[name] ?? ""))
        }.joined(separator: ",") + ",100.00\n"
      wanted.append(numbers)
    }
    let read = try cases(file)
    #expect(read.rejects.isEmpty, "\(read.rejects.prefix(3))")
    for row in read.rows {
      let numbers = wanted[row.line - 2]
      #expect(row.caseNo == numbers["case_no"] && row.collector == numbers["collector"], "\(numbers): \(row)")
      #expect(text(row.debtor) == "id:" + (numbers["debtor_ref"] ?? ""), "\(numbers)")
      #expect(row.contactPoints.map { text($0) } == ["point:" + (numbers["contact_point"] ?? "")], "\(numbers)")
    }
  }

  @Test func aCallFindsItsNumberInEveryForm() throws {
    for form in Self.same {
      let read = try attempts("case_no,point,at,outcome\nK1,\(quoted(form.replacing("#", with: "13800138001"))),2026-11-17 10:00,busy\n")
      #expect(text(read.rows.first?.point) == "point:13800138001", "\(form): \(read.rejects)")
    }
  }

  @Test func theNumberOfARecordIsLeftAsItsSwitchWroteIt() throws {
    let read = try attempts("id,case_no,at,outcome\n1494239211.0,K1,2026-11-17 10:00,busy\n")
    #expect(read.rows.first?.sourceID == "1494239211.0")
  }
}
