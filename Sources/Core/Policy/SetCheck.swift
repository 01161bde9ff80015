import Portfolio
import Speech
import YAML

/// Checks policies against each other: names, run times, and whether two claim the same cases.
enum SetCheck {
  static func check(_ documents: [Document]) {
    for (index, document) in documents.enumerated() {
      guard let policy = document.policy, let root = document.root else { continue }
      for other in documents[..<index] {
        guard let before = other.policy else { continue }
        if before.name == policy.name, !policy.name.isEmpty {
          document.problems.add(
            at: root["policy"]?.position ?? root.position,
            Wording(
              "a second policy “\(policy.name)”; the first is \(other.problems.file)",
              "第二个名为“\(policy.name)”的策略；第一个是 \(other.problems.file)"),
            hint: Wording("decisions name the policy: give each its own name", "分案决定要写明策略：请各取一个名称"))
          continue
        }
        // Positions of a broken file would blame the wrong one.
        guard Self.isSound(document, "valid", "covers"), Self.isSound(other, "valid", "covers"), before.valid.overlaps(policy.valid) else {
          continue
        }
        checkRuns(policy, before, document, other, root)
        if before.covers.mayOverlap(policy.covers) {
          let first = policy.name.utf8.lexicographicallyPrecedes(before.name.utf8) ? policy.name : before.name
          document.warnings.add(
            at: root["covers"]?.position ?? root.position,
            Wording(
              "may cover the same cases on the same days as “\(before.name)” (\(other.problems.file)); such cases go to “\(first)”",
              "可能与“\(before.name)”（\(other.problems.file)）在相同日期覆盖相同案件；这些案件归“\(first)”"),
            hint: Wording("make “covers” or “valid” disjoint", "请让“covers”或“valid”互不重叠"))
        }
      }
    }
  }

  private static func isSound(_ document: Document, _ keys: String...) -> Bool {
    guard let root = document.root else { return false }
    let sections = Sections(root, document.problems)
    return keys.allSatisfy { sections.isSound($0) }
  }

  /// One run serves all policies of the agency.
  private static func checkRuns(_ policy: CasePolicy, _ before: CasePolicy, _ document: Document, _ other: Document, _ root: YAMLNode) {
    guard let runs = policy.runs, let earlier = before.runs, runs != earlier, isSound(document, "runs"), isSound(other, "runs") else {
      return
    }
    document.problems.add(
      at: root["runs"]?.position ?? root.position,
      Wording(
        "“runs” differs from “\(before.name)” (\(other.problems.file)), which is in force on the same days",
        "“runs”与同期有效的“\(before.name)”（\(other.problems.file)）不同"),
      expectation: Wording("the same times: one run serves all policies of the agency", "相同的时间：一次运行服务机构的所有策略"))
  }
}

extension Condition {
  /// False only if no case can satisfy both, judged by the parts a coverage may have.
  func mayOverlap(_ other: Condition) -> Bool {
    func meet(_ a: [String]?, _ b: [String]?) -> Bool {
      guard let a, let b else { return true }
      return a.contains { left in b.contains { Self.patternsMeet(left, $0) } }
    }
    func meet<Bound>(_ a: ClosedRange<Bound>?, _ b: ClosedRange<Bound>?) -> Bool {
      guard let a, let b else { return true }
      return a.overlaps(b)
    }
    return meet(clients, other.clients) && meet(batches, other.batches) && meet(products, other.products) && meet(stages, other.stages)
      && meet(regions, other.regions) && meet(outstanding, other.outstanding) && meet(daysPastDue, other.daysPastDue)
      && meet(daysEntrusted, other.daysEntrusted) && meet(debtorCases, other.debtorCases) && meet(debtorClients, other.debtorClients)
      && meet(hand, other.hand) && segments?.contains { $0.when.mayOverlap(other) } ?? true
      && other.segments?.contains { $0.when.mayOverlap(self) } ?? true
  }

  /// Whether some name matches both patterns.
  static func patternsMeet(_ left: String, _ right: String) -> Bool {
    let a = Array(left), b = Array(right)
    // meets[j]: a[i...] and b[j...] have a common name; filled from the ends.
    var below = [Bool](repeating: false, count: b.count + 1)
    for i in stride(from: a.count, through: 0, by: -1) {
      var row = [Bool](repeating: false, count: b.count + 1)
      for j in stride(from: b.count, through: 0, by: -1) {
        if i == a.count, j == b.count {
          row[j] = true
        } else if i < a.count, a[i] == "*" {
          row[j] = below[j] || (j < b.count && row[j + 1])
        } else if j < b.count, b[j] == "*" {
          row[j] = row[j + 1] || (i < a.count && below[j])
        } else if i < a.count, j < b.count, a[i] == b[j] || a[i] == "?" || b[j] == "?" {
          row[j] = below[j + 1]
        }
      }
      below = row
    }
    return below[0]
  }
}
