package import Deliveries
import Desks
import Portfolio
import Register
import Reports
import Speech
import Terminal
import Wire
import Words

extension Answer {
  /// Who may do what: rights by role, then every user with what comes of his roles.
  package static func rights(_ matrix: RightsMatrix) -> Answer {
    Answer([
      "rights": .array(
        matrix.roles.map { ["right": .string($0.right.rawValue), "roles": .array($0.roles.map { .string($0.rawValue) })] }),
      "users": .array(
        matrix.people.map { person, rights in
          [
            "name": .string(person.name), "active": .bool(person.isActive), "roles": .array(person.roles.map { .string($0.rawValue) }),
            "team": JSON(person.team), "has_address": .bool(person.mail != nil), "rights": .array(rights.map { .string($0.rawValue) }),
          ]
        }),
    ]) { style in
      let roles = Table(
        [style.column("right", "权限")] + Role.allCases.map { style.column($0.rawValue, Words.role($0).zh) } + [
          style.column("owner", "数据库所有者")
        ],
        rows: matrix.roles.map { right, roles in
          [right.rawValue] + Role.allCases.map { roles.contains($0) ? style.say("yes", "有") : "" } + [style.say("yes", "有")]
        })
      let people = Table(
        [style.column("user", "用户"), style.column("team", "小组")] + Right.allCases.map { style.column($0.rawValue, $0.rawValue) },
        rows: matrix.people.map { person, rights in
          [person.name, person.team ?? ""] + Right.allCases.map { rights.contains($0) ? style.say("yes", "有") : "" }
        })
      let nobody = style.say(
        "no users: everybody who reaches the database may do everything\n", "没有用户：凡能访问数据库者均可进行一切操作\n")
      return style.table(roles) + "\n" + (matrix.people.isEmpty ? nobody : style.table(people))
    }
  }

  /// The same for a spreadsheet: one row a user.
  package static func rightsCSV(_ matrix: RightsMatrix) -> [UInt8] {
    var csv = CSV(header: ["user", "active", "team", "roles"] + Right.allCases.map(\.rawValue))
    for (person, rights) in matrix.people {
      csv.add(
        [
          .text(person.name), .plain(person.isActive ? "yes" : "no"), .text(person.team ?? ""),
          .plain(person.roles.map(\.rawValue).joined(separator: " ")),
        ] + Right.allCases.map { .plain(rights.contains($0) ? "yes" : "no") })
    }
    return csv.bytes
  }
}
