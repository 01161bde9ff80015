import Desks
import Figures
import Schema
import Synchronization
import Views

/// Figures of the last runs that somebody looked at: a first page is opened often, and its run's figures are the same all morning.
final class FigureShelf: Sendable {
  private struct Key: Hashable {
    var agency: Int64
    var run: ShownRun
  }
  private struct Kept {
    var figures: Figures
    var at: ContinuousClock.Instant
  }
  private let kept = Mutex<[Key: Kept]>([:])
  /// Labels of conversations come in by day: so old may figures be.
  private static let age = Duration.seconds(300)
  private static let most = 16

  /// The figures of a run, as `ReadingDesk.figures`; the run was looked up with the rights of the same seat.
  func figures(of run: ShownRun, at seat: Seat, program: String) async throws -> Figures {
    let key = Key(agency: seat.agency.id, run: run)
    let found = kept.withLock { $0[key] }
    if let found, ContinuousClock.now - found.at < Self.age { return found.figures }
    let figures = try await ReadingDesk(seat).figures(of: run, program: program, labelsUpTo: nil).figures
    kept.withLock { kept in
      if kept.count >= Self.most { kept = kept.filter { ContinuousClock.now - $0.value.at < Self.age } }
      if kept.count >= Self.most { kept.removeAll() }
      kept[key] = Kept(figures: figures, at: .now)
    }
    return figures
  }
}
