/// English nouns behind numbers; Chinese has no plural.
package enum Plural {
  /// The noun as it stands behind a number: `case`, `cases`, `deliveries`, `matches`. The one rule of plurals; nouns with a plural of their own say both.
  package static func of(_ number: some BinaryInteger, _ noun: String) -> String {
    if number == 1 { return noun }
    if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) { return noun.dropLast() + "ies" }
    return noun + (["s", "x", "ch", "sh"].contains(where: noun.hasSuffix) ? "es" : "s")
  }
}
