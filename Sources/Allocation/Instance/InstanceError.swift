/// Why numbers do not make an instance. Positions are dense; no names, no amounts.
package struct InstanceError: Error, Equatable, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
