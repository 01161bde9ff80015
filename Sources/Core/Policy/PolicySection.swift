import Movement
import Portfolio

/// A part of a policy file, by its key. A rule of approval may ask that its meaning is left as it is.
package enum PolicySection: String, CaseIterable, Sendable {
  case valid, covers, segments, stay, stop, classify, route, never, together
  case notBackTo = "not_back_to"
  case notDealtBeforeReturn = "not_dealt_before_return"
  case service, recall, fair, quotas, runs, contract
  /// The agency file's; a change of it always takes the last line of the rule, so that a policy alone leaves it as it is.
  case bounds

  /// Whether both texts mean the same here, however they are written: a value written out and the same one shipped are one meaning.
  package func isSame(_ a: CasePolicy, _ b: CasePolicy) -> Bool {
    switch self {
    case .valid: a.valid == b.valid
    case .covers: a.covers == b.covers
    case .segments: a.segments == b.segments
    case .stay: a.movement.stay == b.movement.stay
    case .stop: a.movement.stop == b.movement.stop
    case .classify: a.classification == b.classification
    case .route: a.routes == b.routes
    case .never: a.never == b.never
    case .together: a.together == b.together
    case .notBackTo: a.movement.notBackTo == b.movement.notBackTo
    case .notDealtBeforeReturn: a.movement.minimumDaysBeforeReturn == b.movement.minimumDaysBeforeReturn
    case .service: a.service == b.service
    case .recall: a.movement.recall == b.movement.recall
    case .fair: a.fair == b.fair
    case .quotas: a.quotas == b.quotas
    case .runs: a.runs == b.runs
    case .contract: a.contract == b.contract
    case .bounds: true
    }
  }

  /// The parts whose meaning differs, in the order of a file.
  package static func changed(_ a: CasePolicy, _ b: CasePolicy) -> [PolicySection] { allCases.filter { !$0.isSame(a, b) } }
}
