import Couriers
package import Deliveries
import Desks
import Papers
import Policy
import Reports
import Speech

/// The files of deliveries, made as `allot report` makes them.
package enum PaperMaker {
  /// `program`: name and version of what makes the files.
  package static func papers(program: String) -> DeliveryTools.PaperMaker {
    { seat, run, page, forms, language in
      let readership: Readership =
        switch page {
        case .manager: .manager
        case .auditor: .auditor
        case .lead(let team): .lead(team: team ?? "")
        case .client(let name): .client(name)
        }
      let formats = Set(forms.compactMap { ReportFormat(rawValue: $0.rawValue) })
      let made = try await Papers(seat, program: program).make(run, for: readership, formats: formats, language: language)
      return made.files.map { MailMessage.Attachment(name: $0.name, mediaType: $0.mediaType, bytes: $0.bytes) }
    }
  }
}
