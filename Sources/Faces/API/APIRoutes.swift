package import Reception
import Speech
import Telemetry
import Web
import Wire

/// `/v1`: what programs ask for. Each route is thin: it asks a desk, and says its answer as the command line does with `--json`.
package enum APIRoutes {
  /// Every route of the API.
  package static let all: [Route] =
    MeRoutes.all + SecondFactorRoutes.all + CaseRoutes.all + PeopleRoutes.all + RunRoutes.all + PlanRoutes.all + MoveRoutes.all
    + ChangeRoutes.all + PolicyRoutes.all
    + SimulationRoutes.all + OfficeRoutes.all + HookRoutes.all + ReportRoutes.all + FeedRoutes.all + HoursRoutes.all + JobRoutes.all
    + [description]

  /// The description of all of them, itself included.
  private static let description = Route(
    .get, "/v1/openapi.json", "getDescription", Wording("This description (OpenAPI 3.1).", "本描述（OpenAPI 3.1）。"), need: .nothing,
    replies: [.init(200, Wording("OpenAPI.", "OpenAPI。"))]
  ) { call in
    var response = WebResponse(type: "application/json", bytes: document)
    response.headers["cache-control"] = "no-cache"
    return response
  }

  /// Made once.
  private static let document = Array((OpenAPI.document(all, version: Software.version).indented + "\n").utf8)

  /// With the way in.
  package static let table = RouteTable(SignInRoutes.all + all)
}
