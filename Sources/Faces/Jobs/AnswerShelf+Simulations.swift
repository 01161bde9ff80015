package import Answers
package import Desks
import Schema

extension AnswerShelf {
  /// Lays down what a simulation of a change said; `digest`: that is kept with the change.
  package func put(simulation digest: String, _ answer: Answer, at seat: Seat) { put(Self.name(digest, seat), answer) }

  /// What the simulation said whose digest is kept with a change; nil where nobody made it in this process, or long ago.
  package func simulation(_ digest: String, at seat: Seat) -> Answer? { find(Self.name(digest, seat)) }

  private static func name(_ digest: String, _ seat: Seat) -> String { "\(seat.agency.id) simulation \(digest)" }
}
