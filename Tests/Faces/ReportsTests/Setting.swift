import Glibc

/// What is asked of tests from outside.
enum Setting {
  /// Folder for pages that are looked at by hand or by a validator.
  static let pages = getenv("ALLOT_PAGES").map { String(cString: $0) }

  static func write(_ path: String, _ text: String) throws {
    guard let file = fopen(path, "w") else { throw Failure(path: path) }
    defer { fclose(file) }
    fputs(text, file)
  }

  struct Failure: Error { var path: String }
}
