package import Portfolio
import Speech
import Terminal
import Wire
import Words

/// A mapping that can be named.
package struct NamedMapping: Sendable {
  /// By which it is named.
  package var name: String
  /// Its version; 0 when the file cannot be read.
  package var version: Int
  /// What its files are; nil when the file cannot be read.
  package var feed: Feed?
  /// In force at the agency, or one that comes with allot.
  package var isInForce: Bool

  /// A mapping.
  package init(name: String, version: Int, feed: Feed?, isInForce: Bool) {
    (self.name, self.version, self.feed, self.isInForce) = (name, version, feed, isInForce)
  }
}

extension Answer {
  /// The mappings that can be named, in order of name; of one name the one in force is taken.
  package static func mappings(_ all: [NamedMapping]) -> Answer {
    let sorted = all.sorted { ($0.name, $1.isInForce ? 1 : 0) < ($1.name, $0.isInForce ? 1 : 0) }
    @Sendable func isTaken(_ one: NamedMapping) -> Bool { one.isInForce || !all.contains { $0.isInForce && $0.name == one.name } }
    return Answer(
      [
        "mappings": .array(
          sorted.map {
            [
              "name": .string($0.name), "version": JSON($0.version), "feed": JSON($0.feed?.rawValue),
              "from": .string($0.isInForce ? "in_force" : "shipped"), "taken": .bool(isTaken($0)),
            ]
          })
      ]
    ) { style in
      if sorted.isEmpty { return style.say("no mappings\n", "没有映射\n") }
      return style.table(
        Table(
          [style.column("mapping", "映射"), style.column("version", "版本", .right), style.column("feed", "种类"), style.column("from", "来源")],
          rows: sorted.map { one in
            let feed = one.feed.map { style.say($0.rawValue, Words.feed($0).zh) } ?? style.say("cannot be read", "无法读取")
            let from =
              one.isInForce
              ? style.say("in force", "已生效")
              : isTaken(one)
                ? style.say("comes with allot", "自带") : style.say("comes with allot; the one in force is taken", "自带；采用已生效的")
            return [one.name, String(one.version), feed, from]
          }))
    }
  }
}
