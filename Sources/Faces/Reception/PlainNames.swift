import Faults
import Speech

/// What is said of a file that was sent names it as whoever sent it does, and no directory of ours.
package struct PlainNames: Sendable {
  private let directory: String

  /// `directory`: in which the file lies.
  package init(in directory: String) { self.directory = directory + "/" }

  /// The text without the directory.
  package func plain(_ text: String) -> String { text.replacing(directory, with: "") }

  /// Does it; what is thrown is told without the directory, too. Faults of ours stay as they are: their words are for the log.
  package func told<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch {
      let told = Problem(error)
      guard told.fault == nil, let status = told.exitStatus else { throw error }
      throw OperationError(status, told.what.map(plain), remedy: told.remedy?.map(plain))
    }
  }
}
