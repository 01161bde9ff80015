// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// The floors of the house, from the ground up. An arrow points to the same floor or to one below; `docs/architecture.md` draws them.
enum Floor: String {
  /// Knows nothing of debt collection.
  case base = "Base"
  /// Pure: no I/O, no Foundation, no clock.
  case core = "Core"
  /// Files and formats beside the core.
  case beside = "Beside"
  /// What a person is told: figures as values, reasons and terms as words.
  case meaning = "Meaning"
  /// Every SQL statement.
  case data = "Data"
  /// Desks: what is done, by whom, with which right.
  case work = "Work"
  /// What people and machines meet.
  case faces = "Faces"
}

/// A room of the house. What it may import is what it lists here.
func room(_ floor: Floor, _ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(floor.rawValue)/\(name)", swiftSettings: strict)
}

/// Debian's library, through its module map.
func library(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/Base/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// The tests of a room, in a folder of the same floor.
func tests(_ floor: Floor, _ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies, path: "Tests/\(floor.rawValue)/\(name)Tests", swiftSettings: strict)
}

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let data: [Target.Dependency] = [
  "DataTesting", "TestRandom", "Feeds", "Register", "Runs", "Schema", "Views", "Postgres", "PrivateCluster", "Portfolio", "Faults", log,
]

let package = Package(
  name: "allot",
  products: [.executable(name: "allot", targets: ["allot"])],
  dependencies: [
    // Exact: a program that promises identical bytes is built from the same sources everywhere.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    // No traits: FoundationEssentials only, no ICU in the executable.
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
  ],
  targets: [
    library("CLibPQ", "libpq", "libpq-dev"),
    library("CLibYAML", "yaml-0.1", "libyaml-dev"),
    library("CLibCrypto", "libcrypto", "libssl-dev"),

    room(.base, "Tasks", ["Faults", lifecycle]),
    room(.base, "Postgres", ["CLibPQ", "Tasks", log]),
    room(.base, "PrivateCluster", ["Postgres", "Tasks", log]),
    room(.base, "YAML", ["CLibYAML"]),
    room(.base, "Digest", ["CLibCrypto"]),
    room(.base, "HTML"),
    room(.base, "Wire"),
    room(.base, "Terminal"),
    room(.base, "Faults"),
    room(.base, "Telemetry", ["Digest", "Terminal", log, metrics]),

    room(.core, "Portfolio"),
    room(.core, "Classification", ["Portfolio"]),
    room(.core, "Movement", ["Portfolio"]),
    room(.core, "Workload", ["Portfolio"]),
    room(.core, "Allocation"),
    room(.core, "Baselines", ["Allocation", "Portfolio"]),
    room(.core, "Policy", ["YAML", "Portfolio", "Classification", "Movement", "Workload", "Allocation"]),
    room(.core, "Night", ["Policy", "Portfolio", "Classification", "Movement", "Workload", "Allocation", "Baselines"]),

    room(.beside, "Archive", ["Portfolio"]),
    room(.beside, "Intake", ["Portfolio", "YAML", "Digest"]),
    room(.beside, "Exchange", ["Allocation"]),
    room(.beside, "Sample", ["Portfolio"]),

    room(.meaning, "Figures", ["Portfolio"]),
    room(.meaning, "Words", ["Portfolio", "Figures"]),

    room(.data, "Schema", ["Postgres", "Portfolio", "Archive", "Digest", "Policy", "Faults"]),
    room(.data, "Register", ["Schema", "Postgres", "Portfolio", "Digest", "Policy"]),
    room(.data, "Feeds", ["Register", "Schema", "Postgres", "Portfolio", "Digest", "Figures", "Faults"]),
    room(.data, "Runs", ["Feeds", "Register", "Schema", "Postgres", "Portfolio", "Policy", "Archive", "Digest", "Faults"]),
    room(.data, "Views", ["Schema", "Postgres", "Portfolio", "Figures", "Archive", "Register", "Runs", "Digest"]),

    room(
      .work, "Desks",
      [
        "Night", "Register", "Feeds", "Runs", "Views", "Schema", "Figures", "Words", "Intake", "Classification", "Workload", "Movement", "Baselines",
        "Digest", "Policy", "Portfolio", "Postgres", "PrivateCluster", "YAML", "Tasks", "Faults", "Telemetry", log, metrics,
      ]),

    room(
      .faces, "Answers",
      [
        "Desks", "Register", "Feeds", "Runs", "Views", "Schema", "Figures", "Words", "Night", "Policy", "Workload", "Classification", "Baselines",
        "Portfolio", "Intake", "Reports", "Terminal", "Wire", "Faults", "Digest", "YAML",
      ]),
    room(.faces, "Reports", ["Portfolio", "Figures", "Words", "HTML"]),
    room(
      .faces, "Daemon",
      [
        "Desks", "Register", "Feeds", "Runs", "Views", "Schema", "Policy", "Portfolio", "Night", "Workload", "Postgres", "PrivateCluster", "Tasks",
        "Faults", "Telemetry", log, lifecycle, signals,
      ]),
    room(.faces, "Setup", ["Desks", "Schema", "Postgres", "PrivateCluster", "Faults", log]),
    room(.faces, "Console", ["Telemetry", "Faults", "Wire", log, hummingbird, lifecycle]),
    .executableTarget(
      name: "allot",
      dependencies: [
        "Allocation", "Answers", "Baselines", "Classification", "Console", "Digest", "Exchange", "Intake", "Night", "Policy", "Movement",
        "Portfolio", "Postgres", "PrivateCluster", "Reports", "Figures", "Words", "Sample", "Schema", "Register", "Feeds", "Runs", "Views", "Workload",
        "Desks", "Daemon", "Setup", "Telemetry", "Terminal", "Wire", "Tasks", "Faults", "YAML", arguments, log, metrics, lifecycle, signals,
      ],
      path: "Sources/Faces/allot", swiftSettings: strict),

    tests(.base, "Postgres", ["Postgres", "PrivateCluster", "Tasks", log]),
    tests(.base, "YAML", ["YAML"]),
    tests(.base, "Digest", ["Digest"]),
    tests(.base, "HTML", ["HTML"]),
    tests(.base, "Telemetry", ["Telemetry", "Postgres", metrics]),
    tests(.base, "Terminal", ["TestRandom", "Terminal", "Telemetry", "Wire", log]),
    tests(.core, "Portfolio", ["Portfolio"]),
    tests(.core, "Classification", ["Classification", "Portfolio"]),
    tests(.core, "Movement", ["Movement", "Portfolio"]),
    tests(.core, "Workload", ["Workload", "Portfolio"]),
    tests(.core, "Allocation", ["Allocation"]),
    tests(.core, "Baselines", ["Baselines", "Allocation"]),
    tests(.core, "Policy", ["Policy", "YAML", "Portfolio", "Classification", "Movement", "Workload"]),
    tests(.core, "Night", ["AnotherProcess", "Night", "Policy", "Portfolio", "Movement", "Workload", "Baselines"]),
    tests(.beside, "Archive", ["Archive", "Portfolio"]),
    tests(.beside, "Exchange", ["Exchange", "Allocation"]),
    tests(.beside, "Intake", ["Intake", "Portfolio"]),
    tests(.beside, "Sample", ["AnotherProcess", "Sample", "Portfolio"]),
    // Invented nights.
    .target(
      name: "FiguresTesting", dependencies: ["Figures", "Portfolio", "TestRandom"], path: "Tests/Meaning/FiguresTesting", swiftSettings: strict),
    tests(.meaning, "Figures", ["FiguresTesting", "TestRandom", "Figures", "Portfolio"]),
    tests(.meaning, "Words", ["Words", "Figures", "Portfolio"]),
    // The same program in a process of its own: what one process alone cannot show.
    .target(name: "AnotherProcess", path: "Tests/Base/AnotherProcess", swiftSettings: strict),
    // Random numbers that are the same in every run.
    .target(name: "TestRandom", path: "Tests/Base/TestRandom", swiftSettings: strict),
    // One server and one small world for the tests of the data floor and what stands on it.
    .target(
      name: "DataTesting", dependencies: ["Feeds", "Register", "Runs", "Schema", "Views", "Postgres", "PrivateCluster", "Portfolio", log],
      path: "Tests/Data/DataTesting", swiftSettings: strict),
    tests(.data, "Schema", data),
    tests(.data, "Register", data),
    tests(.data, "Feeds", data),
    tests(.data, "Runs", data),
    tests(.data, "Views", data + ["Figures", "Words"]),
    tests(.work, "Desks", data + ["Desks", "Policy"]),
    tests(.faces, "Reports", ["AnotherProcess", "FiguresTesting", "TestRandom", "Reports", "Figures", "Words", "Portfolio", "HTML"]),
    tests(.faces, "Console", ["Console", "Faults", "Tasks", "Telemetry", log, metrics]),
    tests(.faces, "Setup", ["Setup", "Desks", "Faults", "Schema"]),
    tests(.faces, "Daemon", ["TestRandom", "Daemon", "Desks", "Runs", "Schema", "Policy", "Portfolio", "Telemetry", "Tasks", "Faults", log]),
    tests(.faces, "allot", ["allot", "Answers", "Console", "Sample", "Tasks"] + data),
  ],
  swiftLanguageModes: [.v6]
)
