package import Dispatches
package import Policy
import Portfolio
package import Register
import Speech

extension ReportPlan {
  /// Every delivery that the plan asks for: a reader's files go into the directory as soon as the night is published, and to himself when he wants them.
  /// `people`: the agency's; those disabled get nothing by their role.
  package func terms(_ people: [Person]) -> [DeliveryTerms] {
    readers.flatMap { reader -> [DeliveryTerms] in
      func term(_ name: String, _ channel: DeliveryChannel, at minutes: Int?) -> DeliveryTerms {
        DeliveryTerms(
          reader: name, channel: channel, page: reader.page.word, language: reader.language.rawValue, forms: reader.forms.map(\.rawValue),
          subject: subject.text, skipsNothing: reader.skipsNothing, atMinutes: minutes)
      }
      let names: [String]
      switch reader.receiver {
      case .chat(let chat, let credential):
        return DeliveryChannel(rawValue: chat.rawValue).map { [term(credential, $0, at: reader.at.minutes)] } ?? []
      case .people(let written): names = written
      case .role(let role): names = people.filter { $0.isActive && $0.roles.contains(role) }.map(\.name)
      }
      // Who has the directory only is told there, too, that a night is not done.
      return names.flatMap { name in
        [term(name, .directory, at: nil), term(name, reader.byMail ? .mail : .directory, at: reader.at.minutes)]
      }
    }
  }
}
