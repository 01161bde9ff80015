import Digest
package import Portfolio
package import Runs

/// What a night decided, as one SHA-256 per part: two nights are the same, bit for bit, if and only if all parts are.
package enum OutcomeDigest {
  /// One part per kind of what a night gives out, ascending by name.
  package static func parts(of outcome: Outcome) -> [OutcomePart] {
    [
      part("accounts") { sink in
        for key in outcome.accounts {
          sink.add(key.policy)
          sink.add(key.rule)
          sink.add(Int64(key.client), Int64(key.batch), Int64(key.stage), Int64(key.band))
        }
      },
      part("decisions") { sink in
        for decision in outcome.decisions {
          sink.add(
            Int64(decision.caseIndex.rawValue), Int64(decision.kind.rawValue), Int64(decision.from.rawValue), Int64(decision.to.rawValue))
          sink.add(Int64(decision.policy), Int64(decision.route))
          sink.add(Int64(decision.account))
          sink.add(decision.reason)
          sink.add(decision.recallReason == nil ? 0 : 1)
          if let recall = decision.recallReason { sink.add(recall) }
        }
      },
      part("explanations") { sink in explanations(outcome.explanations, &sink) },
      part("holders") { sink in for holder in outcome.holderAfter { sink.add(Int64(holder.rawValue)) } },
      part("loads") { sink in loads(outcome.loads, &sink) },
      part("rules") { sink in
        for rule in outcome.rules {
          sink.add(rule.policy)
          sink.add(rule.rule)
          sink.add(Int64(rule.matched), Int64(rule.considered))
        }
      },
      part("totals") { sink in
        let plan = outcome.plan
        sink.add(Int64(plan.units), Int64(plan.assignedUnits), plan.loadCost, plan.fairnessCost)
        sink.add(plan.quotaCost)
        sink.add(Int64(plan.moves), Int64(plan.passes))
      },
      part("verdicts") { sink in
        for verdict in outcome.verdicts {
          sink.add(Int64(verdict.caseClass.rawValue))
          sink.add(verdict.reason)
        }
      },
    ]
  }

  private static func loads(_ loads: CollectorLoads, _ sink: inout Sink) {
    for c in 0..<loads.count {
      sink.add(loads.usedSeconds[c], loads.scheduledSeconds[c], Int64(loads.saturation[c]), loads.capacitySeconds[c])
      sink.add(loads.effortSeconds[c], loads.score[c], Int64(loads.room[c]), loads.amountRoom[c])
      sink.add(
        Int64(loads.allowedClasses[c]), Int64(loads.nextPresent[c].rawValue), Int64(loads.closedBy[c].rawValue), Int64(loads.openCases[c]))
      sink.add(loads.openAmount[c])
    }
    for count in loads.casesByClass { sink.add(Int64(count)) }
  }

  private static func explanations(_ told: Explanations, _ sink: inout Sink) {
    for funnel in told.funnels {
      sink.add(Int64(funnel.policy), Int64(funnel.route))
      sink.add(Int64(funnel.inTeams), Int64(funnel.withSkills), Int64(funnel.present), Int64(bitPattern: funnel.requiredSkills))
    }
    for one in told.placements {
      sink.add(Int64(one.caseIndex.rawValue), Int64(one.funnel), Int64(one.eligible), Int64(one.withRoom))
      sink.add(Int64(one.together))
      sink.add(one.cost)
      sink.add(Int64(one.runnerUp.rawValue))
      sink.add(one.runnerUpCost)
      sink.add(Int64(one.full.rawValue))
      sink.add(one.fullCost, one.placeWorth)
    }
    for reason in told.stayReasons { sink.add(reason) }
    for (index, reason) in zip(told.stayed, told.stayedBy) { sink.add(Int64(index.rawValue), Int64(reason)) }
    for one in told.fared {
      sink.add(Int64(one.eligibleFor), Int64(one.got), Int64(one.second), Int64(one.missed))
      sink.add(one.placeWorth)
      sink.add(one.monthAfter, one.monthShare)
    }
    sink.add(Int64(told.offered))
  }

  private static func part(_ name: String, _ fill: (inout Sink) -> Void) -> OutcomePart {
    var sink = Sink()
    fill(&sink)
    return OutcomePart(name: name, digest: sink.digest())
  }

  /// Numbers on their way into the hash, in pieces worth hashing.
  private struct Sink {
    private var hash = SHA256()
    private var buffer: [UInt8] = []

    mutating func add(_ number: Int64) {
      withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
      if buffer.count >= 1 << 16 { flush() }
    }

    mutating func add(_ a: Int64, _ b: Int64) {
      add(a)
      add(b)
    }

    mutating func add(_ a: Int64, _ b: Int64, _ c: Int64, _ d: Int64) {
      add(a, b)
      add(c, d)
    }

    mutating func add(_ reason: Reason) {
      add(Int64(reason.code.rawValue))
      let numbers = reason.numbers
      add(numbers.n1, numbers.n2, numbers.n3, numbers.n4)
    }

    mutating func add(_ cost: Explanations.Cost) { add(cost.load, cost.number, cost.amount, cost.quota) }

    mutating func add(_ text: String) {
      add(Int64(text.utf8.count))
      buffer.append(contentsOf: text.utf8)
    }

    private mutating func flush() {
      hash.update(buffer)
      buffer.removeAll(keepingCapacity: true)
    }

    consuming func digest() -> [UInt8] {
      flush()
      return hash.digest()
    }
  }
}
