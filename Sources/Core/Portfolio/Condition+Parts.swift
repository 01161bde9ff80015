extension Condition {
  /// Each part by itself, under its key in the file, in the order of the docs.
  package var parts: [(name: String, condition: Condition)] {
    var found: [(name: String, condition: Condition)] = []
    func add<Value>(_ name: String, _ path: WritableKeyPath<Condition, Value?>) {
      guard let value = self[keyPath: path] else { return }
      var part = Condition()
      part[keyPath: path] = value
      found.append((name, part))
    }
    add("client", \.clients)
    add("batch", \.batches)
    add("product", \.products)
    add("stage", \.stages)
    add("region", \.regions)
    add("outstanding", \.outstanding)
    add("days_past_due", \.daysPastDue)
    add("days_entrusted", \.daysEntrusted)
    add("debtor_cases", \.debtorCases)
    add("debtor_clients", \.debtorClients)
    add("hand", \.hand)
    add("flag", \.flags)
    add("segment", \.segments)
    add("class", \.classes)
    add("promise", \.promise)
    add("plan", \.plan)
    add("paid", \.paidWithin)
    return found
  }
}
