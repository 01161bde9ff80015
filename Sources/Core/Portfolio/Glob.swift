/// Shell-like name patterns.
package enum Glob {
  /// `*` any run of characters, also none; `?` exactly one; everything else itself. Case matters.
  package static func matches(_ pattern: String, _ name: String) -> Bool {
    let p = Array(pattern), n = Array(name)
    var (i, j, star, mark) = (0, 0, -1, 0)
    while j < n.count {
      if i < p.count, p[i] == "*" {
        (star, mark, i) = (i, j, i + 1)
      } else if i < p.count, p[i] == "?" || p[i] == n[j] {
        (i, j) = (i + 1, j + 1)
      } else if star >= 0 {
        (i, mark) = (star + 1, mark + 1)
        j = mark
      } else {
        return false
      }
    }
    while i < p.count, p[i] == "*" { i += 1 }
    return i == p.count
  }
}
