/// Who gets which connection: decisions only, no I/O.
///
/// ```
/// acquire ─▶ free worker? ── lease ─▶ release ─▶ head of the queue, or free
///    │ none, below the limit ── start a worker, lease
///    └ none ── queue, first come first served ── abandon (cancelled, timed out)
/// close ─▶ queue fails, free workers stop, leased ones stop on release ─▶ finished when all have stopped
/// ```
struct PoolState {
  /// A worker: a thread with a connection, opened when first needed.
  struct WorkerID: Hashable { var number: Int }
  /// Somebody who wants a connection.
  struct WaiterID: Hashable { var number: Int }

  /// What the shell has to do, in order.
  enum Action: Hashable {
    /// Start a thread.
    case start(WorkerID)
    /// Give the worker to the waiter.
    case lease(WorkerID, to: WaiterID)
    /// The waiter goes away without a connection.
    case fail(WaiterID, Refusal)
    /// End the thread; `stopped` follows.
    case stop(WorkerID)
    /// Closed, and all threads have ended.
    case finished
  }

  /// Why a waiter goes away empty.
  enum Refusal: Hashable { case cancelled, timedOut, closed }

  private enum Phase { case open, closing, finished }

  private let limit: Int
  private var phase = Phase.open
  private var workers: Set<WorkerID> = []
  private var leased: Set<WorkerID> = []
  /// Taken from the end. Workers without a connection are at the front: an open connection is used first.
  private var free: [WorkerID] = []
  private var queue: [WaiterID] = []
  private var nextWorker = 0

  init(limit: Int) { self.limit = max(limit, 1) }

  var leasedCount: Int { leased.count }
  var queueCount: Int { queue.count }
  var workerCount: Int { workers.count }

  mutating func acquire(_ waiter: WaiterID) -> [Action] {
    guard phase == .open else { return [.fail(waiter, .closed)] }
    if let worker = free.popLast() {
      leased.insert(worker)
      return [.lease(worker, to: waiter)]
    }
    guard workers.count < limit else {
      queue.append(waiter)
      return []
    }
    let worker = WorkerID(number: nextWorker)
    nextWorker += 1
    workers.insert(worker)
    leased.insert(worker)
    return [.start(worker), .lease(worker, to: waiter)]
  }

  /// The waiter no longer waits. Nothing happens if it was served in the meantime.
  mutating func abandon(_ waiter: WaiterID, _ refusal: Refusal) -> [Action] {
    guard let position = queue.firstIndex(of: waiter) else { return [] }
    queue.remove(at: position)
    return [.fail(waiter, refusal)]
  }

  /// The work is done; `isConnected` tells whether the connection is still good.
  mutating func release(_ worker: WorkerID, isConnected: Bool) -> [Action] {
    precondition(leased.remove(worker) != nil, "a connection was returned twice")
    guard phase == .open else { return [.stop(worker)] }
    if !queue.isEmpty {
      leased.insert(worker)
      return [.lease(worker, to: queue.removeFirst())]
    }
    free.insert(worker, at: isConnected ? free.endIndex : free.startIndex)
    return []
  }

  mutating func close() -> [Action] {
    guard phase == .open else { return [] }
    phase = .closing
    let actions = queue.map { Action.fail($0, .closed) } + free.map { Action.stop($0) }
    queue = []
    free = []
    return actions + finishIfEmpty()
  }

  /// A worker's thread has ended.
  mutating func stopped(_ worker: WorkerID) -> [Action] {
    workers.remove(worker)
    return finishIfEmpty()
  }

  private mutating func finishIfEmpty() -> [Action] {
    guard phase == .closing, workers.isEmpty else { return [] }
    phase = .finished
    return [.finished]
  }
}
