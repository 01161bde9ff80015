/// The frame of PostgreSQL's binary COPY format.
enum BinaryCopy {
  /// "PGCOPY", then bytes that a text conversion on the way would spoil.
  static let signature: [UInt8] = [0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00]
  /// Signature, flags, and the length of an extension: none.
  static let header: [UInt8] = signature + [0, 0, 0, 0, 0, 0, 0, 0]
  /// A field count of -1.
  static let trailer: [UInt8] = [0xff, 0xff]
}
