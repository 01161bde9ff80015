package import Reception
import Speech
import Web

/// The console: pages for people, made on the server; they need no script. Each reads and acts at the desks with the seat of whoever is signed in.
package struct PageRoutes: Sendable {
  /// Name and version of what makes reports.
  private let program: String

  /// `program`: name and version of what makes reports.
  package init(program: String) { self.program = program }

  /// Every page, and the style they share.
  package var all: [Route] {
    let uploads = UploadShelf()
    return [
      Route(.get, "/console.css", "consoleStyle", Wording("Style of the console.", "控制台样式。"), need: .nothing) { _ in
        WebResponse(type: "text/css", Style.css, headers: ["cache-control": "max-age=3600"])
      }
    ] + NowRoutes(shelf: FigureShelf(), program: program).all + CaseRoutes.all + MoveRoutes.all + NightRoutes(program: program).all
      + PeopleRoutes.all + HoursRoutes.all + PolicyRoutes.all + SimulationRoutes.all + DataRoutes(shelf: uploads).all + JobRoutes.all
      + UploadRoutes(shelf: uploads).all + ControlRoutes.all + OwnSignInRoutes.all + HookRoutes.all
  }
}

/// A route where policies are about, which have routes of their own.
typealias PageRoute = Route
