package import Couriers
package import Deliveries
package import Faults
import Speech

// How reports go out.
extension ConfigurationFile {
  /// The program that takes mail: `sendmail`, with its arguments behind it.
  package var mailProgram: Sendmail { sendmail.flatMap { $0.isEmpty ? nil : Sendmail($0) } ?? Sendmail() }

  /// Who sends; nil where nobody said. Throws with `EX_CONFIG` for what is no address.
  package func sender(path: String) throws(OperationError) -> MailAddress? {
    guard let mailFrom else { return nil }
    guard let address = MailAddress(mailFrom) else {
      throw OperationError(
        .configuration, Wording("\(path): mail_from is no mail address", "\(path)：mail_from 不是邮件地址"),
        remedy: Wording("write it as in: mail_from = allot@example.org", "写法如：mail_from = allot@example.org"))
    }
    return address
  }

  /// Where report files are written: `report_dir`, else `reports` in the state directory, which is there for the private database only.
  package func reportFolder(_ location: DatabaseLocation) -> String {
    if let reportDirectory, !reportDirectory.isEmpty { return reportDirectory }
    return (location.stateDirectory.isEmpty ? "/var/lib/allot" : location.stateDirectory) + "/reports"
  }

  /// All of it together. Throws with `EX_CONFIG` for what cannot be meant. `papers` makes the files.
  package func deliveryTools(
    _ location: DatabaseLocation, path: String, environment: [String: String], program: String, papers: @escaping DeliveryTools.PaperMaker
  ) throws(OperationError) -> DeliveryTools {
    let folder = CredentialFolder(environment: environment)
    return DeliveryTools(
      sendmail: mailProgram, from: try sender(path: path), directory: reportFolder(location),
      link: try reportLink.map { text throws(OperationError) in try LinkTemplate(text) }, program: program,
      credential: { try folder.chat($0) },
      papers: papers)
  }
}
