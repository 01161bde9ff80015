import Testing

@testable import Postgres

/// What the shell would have seen: built from the actions alone, and checked against the promises of the pool.
private struct Model {
  var state: PoolState
  let limit: Int
  var running: Set<PoolState.WorkerID> = []
  var leased: [PoolState.WorkerID: PoolState.WaiterID] = [:]
  var stopping: Set<PoolState.WorkerID> = []
  var queue: [PoolState.WaiterID] = []
  var answered: Set<PoolState.WaiterID> = []
  var isFinished = false

  init(limit: Int) {
    self.limit = limit
    state = PoolState(limit: limit)
  }

  mutating func apply(_ actions: [PoolState.Action]) {
    for action in actions {
      switch action {
      case .start(let worker):
        #expect(running.insert(worker).inserted, "a worker is started once")
        #expect(running.count <= limit, "never more workers than the limit")
      case .lease(let worker, let waiter):
        #expect(running.contains(worker) && !stopping.contains(worker), "only a living worker is lent")
        #expect(leased.updateValue(waiter, forKey: worker) == nil, "a worker is lent to one at a time")
        #expect(answered.insert(waiter).inserted, "a waiter is answered once")
        #expect(queue.first == waiter, "first come, first served")
        queue.removeAll { $0 == waiter }
      case .fail(let waiter, _):
        #expect(answered.insert(waiter).inserted, "a waiter is answered once")
        queue.removeAll { $0 == waiter }
      case .stop(let worker):
        #expect(leased[worker] == nil, "a lent worker is not stopped")
        #expect(stopping.insert(worker).inserted, "a worker is stopped once")
      case .finished:
        #expect(running.isEmpty && !isFinished, "finished comes once, when all workers have ended")
        isFinished = true
      }
    }
    if !queue.isEmpty { #expect(leased.count == limit, "nobody waits while a connection is free") }
  }
}

@Suite struct PoolStateTests {
  @Test(arguments: 0..<200)
  func keepsItsPromisesOverAnyOrderOfEvents(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var model = Model(limit: Int.random(in: 1...4, using: &random))
    var next = 0
    for _ in 0..<300 {
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<45:
        let waiter = PoolState.WaiterID(number: next)
        next += 1
        model.queue.append(waiter)
        let actions = model.state.acquire(waiter)
        model.apply(actions)
      case 45..<80:
        guard let worker = model.leased.keys.sorted(by: { $0.number < $1.number }).randomElement(using: &random) else { continue }
        model.leased[worker] = nil
        let actions = model.state.release(worker, isConnected: Bool.random(using: &random))
        model.apply(actions)
      case 80..<98:
        // Also of a waiter that was answered long ago, as a late cancellation is.
        let waiter = PoolState.WaiterID(number: Int.random(in: 0...max(next, 1), using: &random))
        let isWaiting = model.queue.contains(waiter)
        let actions = model.state.abandon(waiter, .cancelled)
        #expect(actions == (isWaiting ? [.fail(waiter, .cancelled)] : []))
        model.apply(actions)
      default:
        if let worker = model.stopping.min(by: { $0.number < $1.number }) {
          model.stopping.remove(worker)
          model.running.remove(worker)
          let actions = model.state.stopped(worker)
          model.apply(actions)
        }
      }
    }
    finish(&model)
  }

  /// Closing answers everybody, and ends when the last connection came back.
  private func finish(_ model: inout Model) {
    let waiting = model.queue
    model.apply(model.state.close())
    #expect(model.queue.isEmpty && waiting.allSatisfy(model.answered.contains))
    let late = PoolState.WaiterID(number: -1)
    #expect(model.state.acquire(late) == [.fail(late, .closed)])
    for worker in model.leased.keys.sorted(by: { $0.number < $1.number }) {
      model.leased[worker] = nil
      let actions = model.state.release(worker, isConnected: true)
      #expect(actions == [.stop(worker)])
      model.apply(actions)
    }
    #expect(model.stopping == model.running)
    for worker in model.running {
      model.running.remove(worker)
      let actions = model.state.stopped(worker)
      model.apply(actions)
    }
    #expect(model.isFinished)
    #expect(model.state.close() == [])
  }

  @Test func anOpenConnectionIsUsedBeforeABrokenOne() {
    var state = PoolState(limit: 2)
    for number in 0..<2 { _ = state.acquire(.init(number: number)) }
    _ = state.release(.init(number: 1), isConnected: true)
    _ = state.release(.init(number: 0), isConnected: false)
    #expect(state.acquire(.init(number: 9)) == [.lease(.init(number: 1), to: .init(number: 9))])
  }

  @Test func pausesGrowVaryAndStayBounded() {
    var random = SplitMix64(seed: 1)
    for attempt in 1...80 {
      let full = attempt > 6 ? 2_000 : 50 << (attempt - 1)
      let pauses = (0..<50).map { _ in Backoff.milliseconds(attempt: attempt, random: &random) }
      #expect(pauses.allSatisfy { (min(full, 2_000) / 2...min(full, 2_000)).contains($0) })
      #expect(Set(pauses).count > 5)
    }
  }

  @Test func repetitionIsAllowedByClass() {
    #expect(!Backoff.allows(.never, attempt: 1, limit: 5))
    #expect(Backoff.allows(.once, attempt: 1, limit: 5) && !Backoff.allows(.once, attempt: 2, limit: 5))
    #expect(Backoff.allows(.always, attempt: 5, limit: 5) && !Backoff.allows(.always, attempt: 6, limit: 5))
    #expect(!Backoff.allows(.once, attempt: 1, limit: 0))
  }
}
