/// Where an order by hand stands. Raw values are stored.
package enum HandState: String, CaseIterable, Sendable {
  case proposed, done, refused
}
