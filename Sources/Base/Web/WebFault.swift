/// What is wrong with a request before anybody has read what it wants.
package enum WebFault: Error, Sendable, Equatable {
  /// The body has more bytes than may be sent here.
  case tooLarge(limit: Int)
  /// The connection ended before the body did, or nothing came for too long.
  case cutOff
  /// The address, a form or a part of it is not written as the standard has it.
  case malformed
  /// A form has more fields than anybody fills in.
  case tooManyFields(limit: Int)
}
