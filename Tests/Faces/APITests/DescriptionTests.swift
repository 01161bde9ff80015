import Desks
import Faults
import Testing
import Web
import Wire

@testable import API
@testable import Reception

/// What is described is what is routed.
@Suite struct DescriptionTests {
  private static let document = OpenAPI.document(APIRoutes.all, version: "0")
  private static let all = APIRoutes.table.routes

  @Test func everyRouteIsDescribedAndNothingElse() throws {
    guard case .object(let paths) = Self.document["paths"] else {
      Issue.record("no paths")
      return
    }
    var described: [String] = []
    for (path, operations) in paths {
      guard case .object(let operations) = operations else { continue }
      described += operations.map { "\($0.0.uppercased()) \(path)" }
    }
    let routed = Self.all.filter(\.isAPI).map { "\($0.method.rawValue) \($0.path)" }
    #expect(described.sorted() == routed.sorted())
    #expect(Set(routed).count == routed.count, "two routes of one method and path")
    #expect(Set(Self.all.map(\.name)).count == Self.all.count, "two routes of one name")
  }

  @Test func theRouterFindsEveryRouteByItsOwnExample() throws {
    for route in Self.all {
      let segments = route.path.parts.map { part -> String in
        switch part {
        case .fixed(let text): text
        case .place(let name): route.parameters.first { $0.name == name && $0.place == .path }?.example ?? "x"
        }
      }
      #expect(try APIRoutes.table.find(route.method, segments).route.name == route.name)
      let places = Set(route.parameters.filter { $0.place == .path }.map(\.name))
      #expect(Set(route.path.places) == places, "\(route.path): \(places)")
    }
  }

  @Test func everyExampleIsWhatItsParameterTakes() throws {
    for route in Self.all {
      for parameter in route.parameters { #expect(parameter.refusal(parameter.example) == nil, "\(route.name) \(parameter.name)") }
    }
  }

  @Test func everyShapeIsOneAndEveryExampleHasIt() throws {
    let book = ShapeBook.shared
    #expect(book.words["class"]?.contains("cooperative") == true && book.shapeNames.contains("decision"))
    for route in Self.all {
      for reply in route.replies where reply.types == ["application/json"] {
        if let shape = reply.shape { #expect(book.find(shape) != nil, "\(route.name): \(shape)") }
      }
      if case .json(let shape, let example, _) = route.content {
        let found = try #require(book.find(shape), "\(route.name): \(shape)")
        let json = try JSON(reading: Array(example.utf8))
        #expect(found.fault(json, book) == nil, "\(route.name)")
      }
    }
  }

  @Test func whatIsReferredToIsThere() throws {
    let text = Self.document.text
    guard case .object(let schemas) = Self.document["components"]?["schemas"] else {
      Issue.record("no schemas")
      return
    }
    let names = Set(schemas.map(\.0))
    for part in text.components(separatedBy: "#/components/schemas/").dropFirst() {
      let name = String(part.prefix { $0 != "\"" })
      #expect(names.contains(name), "\(name)")
    }
    #expect(names.count == schemas.count)
  }

  @Test func nothingOfAPageIsDescribed() {
    #expect(!Self.document.text.contains("/sign-in\""))
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    var (parts, rest): ([Substring], Substring) = ([], self[...])
    while let found = rest.firstRange(of: separator) {
      parts.append(rest[..<found.lowerBound])
      rest = rest[found.upperBound...]
    }
    return parts + [rest]
  }
}

/// What docs/api.md says of addresses and rights.
@Suite struct PageOfTheAPITests {
  @Test func everyAddressStandsOnThePageWithItsRight() throws {
    let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
    let page = String(decoding: try FileAccess.read(root + "/docs/api.md"), as: UTF8.self)
    for route in APIRoutes.all {
      let right =
        switch route.need {
        case .nothing: "everybody"
        case .known: "whoever is known"
        case .right(let right): right.rawValue
        case .either(let one, let other): "\(one.rawValue) or \(other.rawValue)"
        }
      #expect(page.contains("| \(route.method.rawValue) | `\(route.path)` | \(right) |"), "\(route.method.rawValue) \(route.path) \(right)")
    }
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains(" | `/v1") }
    #expect(rows.count == APIRoutes.all.count)
  }
}
