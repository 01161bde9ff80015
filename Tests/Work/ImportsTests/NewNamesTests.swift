import Faults
import Intake
import Portfolio
import Schema
import Speech
import Tables
import Testing

@testable import Imports

/// Which names of a file somebody has to be asked about.
@Suite struct NewNamesTests {
  private static let options = IntakeOptions { OpaqueReference(bytes: Array($0.utf8)) }

  private static func read(_ names: NewNames, cases: String) throws -> NewNames {
    var names = names
    names.read(try CaseReader(.bytes(Array(cases.utf8), name: "c.csv"), options))
    return names
  }

  private static let cases = """
    client,case_no,outstanding,currency,skills
    cmb,1,1.00,CNY,english
    cmbb,2,1.00,CNY,klingon
    cmbb,3,1.00,CNY,english
    boc,4,wrong,CNY,english

    """

  @Test func aNewNameIsAskedAboutOnceWithTheOneThatWasMeant() throws {
    let names = try Self.read(NewNames(known: [.client: ["cmb"], .skill: ["english"]]), cases: Self.cases)
    #expect(names.taken.isEmpty)
    // A row that is refused brings nothing into being.
    #expect(
      names.asked.map { "\($0.kind.rawValue) \($0.name) \($0.position.line) \($0.meant ?? "-")" } == [
        "client cmbb 3 cmb", "skill klingon 3 -",
      ])
    let refusal = names.refusal
    #expect(refusal.status == .dataError && refusal.remedy?.en.contains("--new-client 'cmbb' --new-skill 'klingon'") == true)
    #expect(refusal.what.en.contains("c.csv:3: the agency has no client “cmbb”; did you mean “cmb”?"), "\(refusal.what.en)")
    #expect(refusal.what.zh.contains("本机构没有委托方“cmbb”；是否想写“cmb”？"), "\(refusal.what.zh)")
  }

  @Test func theFirstNamesOfAKindAreTakenAndNamed() throws {
    let names = try Self.read(NewNames(known: [.client: [], .skill: ["english"]]), cases: Self.cases)
    #expect(names.taken.map(\.name) == ["cmb", "cmbb"] && names.asked.map(\.name) == ["klingon"])
  }

  @Test func whatSomebodySaidIsNewIsTaken() throws {
    let known: [NameTable: [String]] = [.client: ["cmb"], .skill: ["english"]]
    let said = try Self.read(NewNames(known: known, said: [.client: ["cmbb"]]), cases: Self.cases)
    #expect(said.taken.map(\.name) == ["cmbb"] && said.asked.map(\.name) == ["klingon"])
    let all = try Self.read(NewNames(known: known, all: true), cases: Self.cases)
    #expect(all.taken.map(\.name) == ["cmbb", "klingon"] && all.asked.isEmpty)
  }

  @Test func teamsAndSkillsOfPeopleAreNamesToo() throws {
    var names = NewNames(known: [.team: ["legal"], .skill: ["english"]])
    let people = "code,name,team,skills\nC1,A,legel,english\n"
    names.read(try CollectorReader(.bytes(Array(people.utf8), name: "p.csv"), Self.options))
    #expect(names.asked.map { "\($0.kind.rawValue) \($0.name) \($0.meant ?? "-")" } == ["team legel legal"])
  }
}
