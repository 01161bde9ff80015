package import Couriers
package import Desks
package import Faults
package import Policy
package import Speech
package import Views

/// With what deliveries are made and carried: files, programs and addresses of this machine.
package struct DeliveryTools: Sendable {
  /// Makes the files of a page with the rights of a seat. Throws with `EX_NOPERM` for what the seat may not see.
  package typealias PaperMaker =
    @Sendable (Seat, ShownRun, ReportPlan.Page, [ReportPlan.Form], Language) async throws -> [MailMessage.Attachment]

  /// The program that takes mail.
  package var sendmail: Sendmail
  /// Who sends; nil = not said, and nothing can go by mail.
  package var from: MailAddress?
  /// Where report files are written.
  package var directory: String
  /// What a message links to; nil = nothing.
  package var link: LinkTemplate?
  /// The credential of that name. Throws with what is wrong of it, without showing it.
  package var credential: @Sendable (String) throws -> ChatCredential
  /// See `PaperMaker`.
  package var papers: PaperMaker
  /// Name and version of this program.
  package var program: String
  /// Seconds for which a delivery that was taken is nobody else's; longer than anything that is waited for.
  package var takenSeconds = 300

  /// As the configuration says.
  package init(
    sendmail: Sendmail, from: MailAddress?, directory: String, link: LinkTemplate?, program: String,
    credential: @escaping @Sendable (String) throws -> ChatCredential, papers: @escaping PaperMaker
  ) {
    (self.sendmail, self.from, self.directory, self.link, self.program) = (sendmail, from, directory, link, program)
    (self.credential, self.papers) = (credential, papers)
  }

  /// What stands behind the `@` of a Message-ID.
  package var domain: String { from?.host ?? "localhost" }
}

/// An address with places: `https://reports.example.org/{code}/{day}`.
package struct LinkTemplate: Sendable, Equatable {
  private let text: String
  private static let places = ["code", "day", "run"]

  /// Throws with `EX_CONFIG` for what is no address of the web, and for a place that nothing fills.
  package init(_ text: String) throws(OperationError) {
    var rest = text
    for place in Self.places { rest = rest.replacing("{\(place)}", with: "x") }
    if let open = rest.firstIndex(of: "{") {
      let word = String(rest[rest.index(after: open)...].prefix { $0 != "}" }.prefix(30))
      let hint = Suggestion.hint(for: word, among: Self.places)
      throw OperationError(
        .configuration,
        Wording("report_link has the unknown place {\(word)}", "report_link 里有不认识的位置 {\(word)}")
          + (hint.map { Wording("; ", "；") + $0 } ?? .none),
        remedy: Wording("its places are {code} {day} {run}", "可用的位置：{code} {day} {run}"))
    }
    guard WebAddress(rest) != nil else {
      throw OperationError(
        .configuration, Wording("report_link is no address of the web", "report_link 不是网址"),
        remedy: Wording(
          "write it as in: report_link = https://reports.example.org/{code}/{day}",
          "写法如：report_link = https://reports.example.org/{code}/{day}"))
    }
    self.text = text
  }

  func filled(code: String, day: String, run: String) -> String {
    text.replacing("{code}", with: code).replacing("{day}", with: day).replacing("{run}", with: run)
  }
}
