import Faults
import Speech
import TestLanguage
import Testing

@testable import Setup

/// What is said before there is a database, in Chinese, and who says in which language.
@Suite struct ChineseTests {
  @Test func theLanguageOfTheFileHoldsUnlessTheEnvironmentNamesOne() throws {
    for name in ["language"] {
      let file = try ConfigurationFile("\(name) = zh\n", path: "c")
      #expect(file.language == .zh)
      #expect(file.language(environment: ["LANG": "en_GB.UTF-8"]) == .zh)
      #expect(file.language(environment: ["ALLOT_LANGUAGE": "en"]) == .en)
      #expect(file.language(environment: ["ALLOT_LANGUAGE": "fr"]) == .zh, "what is no language names none")
    }
    #expect(ConfigurationFile().language(environment: ["LC_ALL": "zh_CN.UTF-8"]) == .zh)
    #expect(ConfigurationFile().language(environment: [:]) == .en)
    let wrong = #expect(throws: OperationError.self) { try ConfigurationFile("# c\nlanguage = french", path: "c") }
    #expect(wrong?.text(.en) == "c:2: language is “french”\n       write zh or en")
    #expect(wrong?.text(.zh) == "c:2：language 的值是“french”\n       请写 zh 或 en")
    let twice = #expect(throws: OperationError.self) { try ConfigurationFile("language=zh\nlanguage=zh", path: "c") }
    #expect(twice?.what.zh == "c:2：“language”设置了两次")
  }

  @Test func faultsAreSaidInBoth() throws {
    var found: [OperationError] = []
    for text in ["databse = x", "listen", "listen=a\nlisten=b", "language = 1"] {
      do throws(OperationError) { _ = try ConfigurationFile(text, path: "c") } catch { found.append(error) }
    }
    do throws(OperationError) { _ = try ConfigurationFile("lease_seconds = 1", path: "c").leaseTerms(path: "c") } catch {
      found.append(error)
    }
    for choice in [DatabaseLocation.Choice(database: "host=x", embedded: true), DatabaseLocation.Choice(embedded: true)] {
      do throws(OperationError) {
        _ = try DatabaseLocation.resolve(choice, environment: [:], configuration: .init(), configurationPath: "c", isRoot: false)
      } catch { found.append(error) }
    }
    #expect(found.count == 7)
    for error in found {
      for text in [error.what.zh, error.remedy?.zh ?? "无"] {
        #expect(text.hasChinese, "\(text)")
      }
    }
    #expect(found[0].what.zh == "c:1：不认识的设置“databse”")
  }

  @Test func aPlaceIsNamedInBoth() {
    let own = DatabaseLocation(place: .embedded, origin: nil, stateDirectory: "/x")
    #expect(own.shown == Wording("the private database in /x", "/x 里的私有数据库") && own.description == own.shown.en)
    #expect(DatabaseLocation(place: .server(conninfo: ""), origin: nil, stateDirectory: "").shown.zh == "PG… 环境变量所指的数据库")
  }
}
