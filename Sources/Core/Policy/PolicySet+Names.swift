package import Portfolio

extension PolicySet {
  /// The same policies in the words of a snapshot: a region that the rows write otherwise (广东省, 广东) is asked for by that name too, and a skill by
  /// the one word that stands for it in both languages. A skill whose word as written is known keeps it; what patterns match, they match as before.
  package func naming(_ snapshot: Snapshot) -> PolicySet {
    func condition(_ written: Condition) -> Condition {
      var meant = written
      meant.regions = written.regions.map { patterns in
        patterns + snapshot.regions.names.filter { name in !patterns.contains(name) && patterns.contains { RegionName.isSame($0, name) } }
      }
      return meant
    }
    func skills(_ written: [String]) -> [String] {
      var meant: [String] = []
      for word in written {
        let name = snapshot.skills.find(word) == nil ? SkillName.one(word) : word
        if !name.isEmpty, !meant.contains(name) { meant.append(name) }
      }
      return meant
    }
    return PolicySet(
      agency: agency,
      policies: policies.map { written in
        var policy = written.mapConditions(condition)
        for index in policy.routes.indices { policy.routes[index].skills = skills(policy.routes[index].skills) }
        return policy
      })
  }
}
