import Feeds
package import Imports
import Intake
import Portfolio
import Register
package import Schema
import Tables

extension Importer {
  /// Tries what loading these files, one after the other, would come to, and changes nothing: all is taken back at the end. Needs `import`.
  /// `progress` is told the file and the rows done so far.
  package func rehearse(
    _ requests: [Request], progress: @escaping @Sendable (Request, Int) -> Void = { _, _ in }
  ) async throws -> Rehearsed {
    try seat.require(.import)
    let (files, before, after) = try await store.feeds.rehearse(agency: agency) { feeds in
      let importer = Importer(seat, rehearsing: feeds)
      var reports: [ImportReport] = []
      for request in requests {
        reports.append(
          requests.count > 1
            ? try await importer.attempt(request) { progress(request, $0) } : try await importer.load(request) { progress(request, $0) })
      }
      return reports
    }
    return Rehearsed(files: files, before: before, after: after)
  }

  /// Goes through the files for names of clients, teams and skills that the agency has not. `said`: those that somebody said are new; with `all`
  /// everything is. Loads nothing; a file that cannot be read is passed over, for loading it says why. Needs `import`.
  package func newNames(in requests: [Request], said: [NameTable: Set<String>], all: Bool) async throws -> NewNames {
    try seat.require(.import)
    let known = try await store.register.names(agency: agency)
    var names = NewNames(known: [.client: known.clients, .team: known.teams, .skill: known.skills], said: said, all: all)
    for request in requests where request.feed == .cases || request.feed == .collectors {
      let source = request.source
      let (options, _) = try await options(request)
      if request.feed == .cases {
        if let reader = try? CaseReader(source, options) { names.read(reader) }
      } else if let reader = try? CollectorReader(source, options) {
        names.read(reader)
      }
    }
    return names
  }
}
