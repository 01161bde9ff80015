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
