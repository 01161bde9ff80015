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
func room(_ floor: Floor, _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(floor.rawValue)/\(name)", resources: resources, swiftSettings: strict)
}

/// Debian's library, through its module map.
func library(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/Base/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// The tests of a room, in a folder of the same floor.
func tests(_ floor: Floor, _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies, path: "Tests/\(floor.rawValue)/\(name)Tests", exclude: exclude, swiftSettings: strict)
}

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

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
    // Comes with hummingbird; named for the limits of connections (Console), which are its types.
    .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
  ],
  targets: [
    library("CLibPQ", "libpq", "libpq-dev"),
    library("CLibYAML", "yaml-0.1", "libyaml-dev"),
    library("CLibCrypto", "libcrypto", "libssl-dev"),
    library("CLibZip", "libzip", "libzip-dev"),
    library("CLibExpat", "expat", "libexpat1-dev"),
    library("CLibCurl", "libcurl", "libcurl4-openssl-dev"),
    library("CLibXlsxWriter", "xlsxwriter", "libxlsxwriter-dev"),
    library("CLibQREncode", "libqrencode", "libqrencode-dev"),

    room(.base, "Tasks", ["Faults", "Speech", lifecycle]),
    room(.base, "Postgres", ["CLibPQ", "Speech", "Tasks", log]),
    room(.base, "PrivateCluster", ["Postgres", "Speech", "Tasks", log]),
    room(.base, "Speech"),
    room(.base, "Discretion", ["Speech"]),
    room(.base, "YAML", ["CLibYAML", "Discretion", "Speech"]),
    room(.base, "Digest", ["CLibCrypto"]),
    room(.base, "HTML"),
    room(.base, "QRCodes", ["CLibQREncode"]),
    room(.base, "Web"),
    room(.base, "Couriers", ["CLibCurl", "Digest", "Discretion", "Speech", "Tasks", "Wire"]),
    room(.base, "Wire", ["Discretion", "Speech"]),
    room(.base, "Terminal", ["Discretion"]),
    room(.base, "Faults", ["Discretion", "Speech"]),
    room(.base, "Workbooks", ["CLibExpat", "CLibXlsxWriter", "CLibZip", "Faults", "Speech"]),
    room(.base, "Telemetry", ["Digest", "Terminal", log, metrics]),

    room(.core, "Portfolio", ["Speech"]),
    room(.core, "Classification", ["Portfolio"]),
    room(.core, "Movement", ["Portfolio"]),
    room(.core, "Workload", ["Portfolio"]),
    room(.core, "Promises", ["Portfolio", "Speech"]),
    room(.core, "Allocation"),
    room(.core, "Baselines", ["Allocation", "Portfolio"]),
    room(.core, "Policy", ["Speech", "YAML", "Classification", "Movement", "Portfolio", "Workload"]),
    room(.core, "Scopes", ["Classification", "Movement", "Policy", "Portfolio"]),
    room(.core, "Night", ["Allocation", "Baselines", "Classification", "Movement", "Policy", "Portfolio", "Workload"]),

    room(.beside, "Archive", ["Portfolio", "Speech"]),
    room(.beside, "Sheets", ["CLibExpat", "CLibZip", "Discretion", "Portfolio", "Speech"]),
    room(.beside, "Tables", ["Speech", "Digest", "Discretion", "Sheets", "Wire"]),
    room(.beside, "Identity", ["Digest", "Portfolio", "Tables"]),
    room(.beside, "Intake", ["Speech", "Discretion", "YAML", "Portfolio", "Identity", "Tables"]),
    room(.beside, "Drafts", ["Discretion", "Intake", "Portfolio", "Speech", "Tables"]),
    room(.beside, "Editors", ["Intake", "Policy", "Speech", "Wire", "YAML"]),
    room(.beside, "Exchange", ["Speech", "Discretion", "Faults", "Allocation"]),
    room(.beside, "Sample", ["Portfolio"]),

    room(.meaning, "Figures", ["Portfolio"]),
    room(.meaning, "Words", ["Portfolio", "Figures", "Speech"]),

    room(
      .meaning, "PolicyWords",
      ["Classification", "Movement", "Policy", "Portfolio", "Scopes", "Speech", "Words", "Workload"]),

    room(.data, "Schema", ["Speech", "Digest", "Discretion", "Faults", "Postgres", "Portfolio", "Archive"]),
    room(.data, "Register", ["Archive", "Speech", "Digest", "Faults", "Postgres", "Portfolio", "Schema"]),
    room(.data, "Feeds", ["Speech", "Digest", "Faults", "Postgres", "Portfolio", "Register", "Schema"]),
    room(.data, "Runs", ["Speech", "Digest", "Faults", "Postgres", "Portfolio", "Archive", "Intake", "Feeds", "Register", "Schema"]),
    room(.data, "Dispatches", ["Speech", "Postgres", "Portfolio", "Schema"]),
    room(.data, "Hooks", ["Portfolio", "Postgres", "Schema", "Speech", "Views"]),
    room(.data, "Views", ["Postgres", "Portfolio", "Archive", "Figures", "Register", "Runs", "Schema"]),
    room(.data, "Handouts", ["Figures", "Postgres", "Portfolio", "Register", "Schema"]),

    room(.work, "Imports", ["Discretion", "Faults", "Speech", "Portfolio", "Intake", "Tables", "Feeds", "Schema"]),
    room(.work, "Comparisons", ["Faults", "Policy", "Scopes", "Speech", "YAML"]),
    room(.work, "Failures", ["Discretion", "Faults", "Postgres", "PrivateCluster", "Schema", "Speech", "Tables"]),
    room(
      .work, "Desks",
      [
        "Comparisons", "Failures", "Imports", "Digest", "Discretion", "Faults", "Postgres", "Speech", "Tasks", "Telemetry", "YAML",
        "Baselines",
        "Classification",
        "Movement", "Night",
        "Promises", "Policy", "Portfolio", "Scopes", "Workload", "Intake", "Tables", "Figures", "Words", "Feeds", "Register", "Runs",
        "Schema",
        "Views", log,
        metrics,
      ]),
    room(.work, "SignIns", ["Desks", "Digest", "Faults", "Portfolio", "Register", "Schema", "Speech", "Tasks", "Web"]),
    room(
      .work, "HandoutDesks", ["Desks", "Discretion", "Faults", "Figures", "Handouts", "Portfolio", "Register", "Schema", "Speech", "Views"]),
    room(
      .work, "Deliveries",
      [
        "Couriers", "Desks", "Discretion", "Dispatches", "Failures", "Faults", "HTML", "Policy", "Portfolio", "Register", "Schema",
        "Speech", "Tasks",
        "Views",
        "Words",
      ]),

    room(
      .work, "Webhooks",
      [
        "Couriers", "Desks", "Digest", "Discretion", "Failures", "Faults", "Hooks", "Portfolio", "Schema", "Speech", "Tasks", "Views",
        "Wire",
      ]),

    room(
      .work, "Simulations",
      [
        "Desks", "Digest", "Discretion", "Failures", "Faults", "Figures", "Imports", "Intake", "Night", "Policy", "Portfolio", "Register",
        "Runs",
        "Schema", "Speech", "Tables", "Tasks", "Views", "Workload", log,
      ]),
    room(
      .work, "Inquiries",
      ["Discretion", "Faults", "Speech", "Tasks", "Night", "Portfolio", "Register", "Runs", "Schema", "Views", "Desks", "Policy"]),

    room(
      .faces, "Answers",
      [
        "Inquiries", "Simulations",
        "Identity",
        "Digest", "Discretion", "Speech", "Terminal", "Wire", "YAML", "Allocation", "Baselines", "Classification", "Comparisons", "Night",
        "Policy", "PolicyWords", "Scopes",
        "Portfolio",
        "Promises",
        "Workload",
        "Intake", "Tables",
        "Figures", "Words", "Feeds", "Register", "Runs", "Schema", "Views", "Imports", "Desks", "HandoutDesks", "Handouts", "Deliveries",
        "Dispatches", "Papers",
        "Reports",
      ]),
    room(.faces, "HookAnswers", ["Answers", "Hooks", "Portfolio", "Speech", "Terminal", "Views", "Webhooks", "Wire"]),
    room(.faces, "HookCommands", ["Answers", "Desks", "Faults", "HookAnswers", "Hooks", "Speech", "Webhooks", arguments]),
    room(.faces, "Reports", ["Faults", "HTML", "Portfolio", "Figures", "Speech", "Words", "Workbooks"]),
    room(.faces, "Verifier", resources: [.embedInCode("verify_package.py")]),
    room(
      .faces, "Papers",
      [
        "Desks", "Digest", "Faults", "Figures", "HandoutDesks", "Handouts", "Portfolio", "Register", "Reports", "Schema", "Speech",
        "Tables", "Verifier",
        "Views", "Wire", "Words",
      ]),
    room(
      .faces, "Daemon",
      [
        "Couriers", "Deliveries", "Dispatches", "Failures", "Hooks", "Papers", "Reports", "Webhooks",
        "Faults", "Postgres", "PrivateCluster", "Speech", "Tasks", "Telemetry", "YAML", "Night", "Policy", "Portfolio", "Feeds", "Register",
        "Runs",
        "Schema",
        "Figures", "Simulations", "Views", "Desks", "Words", log, metrics, lifecycle, signals,
      ]),
    room(
      .faces, "Setup",
      [
        "Couriers", "Deliveries", "Failures", "Discretion", "Speech", "Digest", "Faults", "Intake", "Policy", "Postgres", "PrivateCluster",
        "Reception", "Telemetry", "Schema", "Desks", "Webhooks", log,
      ]),
    room(.faces, "Jobs", ["Answers", "Desks", "Digest", "Portfolio", "Schema", "Simulations", "Speech", "Tasks", "Web", "Words", log]),
    room(
      .faces, "Reception",
      [
        "Answers", "Desks", "Digest", "Discretion", "Failures", "Faults", "HTML", "Jobs", "Portfolio", "Register", "Schema", "SignIns",
        "Speech", "Tasks",
        "Views", "Web", "Wire", lifecycle, log,
      ], resources: [.embedInCode("json.md")]),
    room(
      .faces, "API",
      [
        "Answers", "Comparisons", "Deliveries", "Desks", "Digest", "Dispatches", "Faults", "Figures", "HandoutDesks", "HookAnswers",
        "Hooks", "Imports", "Inquiries", "Jobs", "Papers", "Portfolio", "Reception", "Register", "Reports", "Schema", "Setup", "SignIns",
        "Simulations", "Speech", "Tables", "Tasks", "Telemetry", "Views", "Web", "Webhooks", "Wire", "Words",
      ]),
    room(
      .faces, "Pages",
      [
        "Answers", "Deliveries", "Desks", "Digest", "Faults", "Feeds", "Figures", "HTML", "HookAnswers", "Hooks", "Imports", "Inquiries",
        "Jobs", "Night", "Papers", "QRCodes", "Webhooks",
        "Policy", "Portfolio",
        "Reception", "Register", "Reports", "Runs", "Schema", "SignIns", "Simulations", "Speech", "Terminal", "Views", "Web", "Words",
        "YAML",
        "Classification", "Wire",
      ]),
    room(.faces, "Parlance", ["Discretion", "Speech", "Terminal", arguments]),
    room(
      .faces, "Console", ["Speech", "Discretion", "Faults", "Telemetry", "Web", "Wire", hummingbird, hummingbirdCore, log, lifecycle, nio]),
    .executableTarget(
      name: "allot",
      dependencies: [
        "API", "Comparisons", "Deliveries", "Dispatches", "Drafts", "Editors", "Failures", "Pages", "Parlance", "Reception", "SignIns",
        "Inquiries", "Simulations",
        "Discretion", "Faults", "PrivateCluster", "Speech", "Telemetry", "Terminal", "Wire", "YAML", "Allocation", "Baselines",
        "Classification",
        "Policy",
        "Portfolio",
        "Promises",
        "Exchange", "Figures", "HandoutDesks", "HookCommands", "Webhooks", "Intake", "Sample", "Tables", "Words", "Schema", "Imports",
        "Desks", "Answers", "Console",
        "Daemon",
        "Papers",
        "Reports", "Setup", "Verifier",
        arguments,
        log,
        metrics,
        lifecycle, signals,
      ],
      path: "Sources/Faces/allot", swiftSettings: strict),

    tests(.base, "Postgres", ["TestLanguage", "Speech", "Postgres", "PrivateCluster", "Tasks", log]),
    tests(.base, "YAML", ["TestLanguage", "Speech", "YAML"]),
    tests(.base, "Digest", ["Digest"]),
    tests(.base, "QRCodes", ["QRCodes"]),
    tests(.base, "Discretion", ["Discretion"]),
    tests(.base, "HTML", ["HTML"]),
    tests(.base, "Web", ["Web"]),
    tests(.base, "Couriers", ["Couriers", "Digest", "Speech"]),
    tests(.base, "Workbooks", ["AnotherProcess", "CLibXlsxWriter", "CLibZip", "Faults", "Speech", "Workbooks"]),
    tests(.base, "Telemetry", ["Postgres", "Tasks", "Telemetry", metrics]),
    tests(.base, "Terminal", ["Telemetry", "Terminal", "TestRandom", "Wire", log]),
    tests(.core, "Portfolio", ["Portfolio"]),
    tests(.core, "Classification", ["Classification", "Portfolio"]),
    tests(.core, "Movement", ["Movement", "Portfolio"]),
    tests(.core, "Workload", ["Portfolio", "Workload"]),
    tests(.core, "Promises", ["Portfolio", "Promises", "Speech", "TestRandom"]),
    tests(.core, "Allocation", ["Allocation"]),
    tests(.core, "Baselines", ["Allocation", "Baselines"]),
    tests(.core, "Policy", ["TestLanguage", "Speech", "YAML", "Classification", "Movement", "Policy", "Portfolio", "Workload"]),
    tests(.core, "Scopes", ["Movement", "Policy", "Portfolio", "Scopes", "TestRandom"]),
    tests(.core, "Night", ["AnotherProcess", "Baselines", "Movement", "Night", "Policy", "Portfolio", "Workload"]),
    tests(.beside, "Archive", ["TestLanguage", "Speech", "Portfolio", "Archive"]),
    tests(.beside, "Editors", ["Editors", "Intake", "Policy", "Portfolio", "Speech", "Wire", "YAML"]),
    tests(.beside, "Exchange", ["TestLanguage", "Speech", "Allocation", "Exchange"]),
    tests(.beside, "Tables", ["Speech", "TestRandom", "Tables"]),
    tests(.beside, "Identity", ["Portfolio", "Identity"]),
    // Records: read by their paths.
    tests(
      .beside, "Intake", ["TestLanguage", "Discretion", "Drafts", "Speech", "Portfolio", "SheetsTesting", "Identity", "Tables", "Intake"],
      exclude: ["Records"]),
    tests(.beside, "Sample", ["AnotherProcess", "Portfolio", "Sample"]),
    // Workbooks written part by part.
    .target(name: "SheetsTesting", dependencies: ["CLibZip", "Sheets"], path: "Tests/Beside/SheetsTesting", swiftSettings: strict),
    tests(.beside, "Sheets", ["Speech", "Sheets", "SheetsTesting"]),
    // Invented nights.
    .target(
      name: "FiguresTesting", dependencies: ["TestRandom", "Portfolio", "Figures", "Words"], path: "Tests/Meaning/FiguresTesting",
      swiftSettings: strict),
    tests(.meaning, "Figures", ["Speech", "TestRandom", "Portfolio", "Figures", "FiguresTesting", "Words"]),
    tests(.meaning, "Words", ["TestLanguage", "Speech", "Portfolio", "Figures", "Words", "Reports"]),
    tests(
      .meaning, "PolicyWords", ["TestLanguage", "Speech", "YAML", "Policy", "Portfolio", "PolicyWords", "Scopes"]),
    // The same program in a process of its own: what one process alone cannot show.
    .target(name: "AnotherProcess", path: "Tests/Base/AnotherProcess", swiftSettings: strict),
    // Random numbers that are the same in every run.
    .target(name: "TestRandom", path: "Tests/Base/TestRandom", swiftSettings: strict),
    // Which of two languages a text is in.
    .target(name: "TestLanguage", path: "Tests/Base/TestLanguage", swiftSettings: strict),
    // One server and one small world for the tests of the data floor and what stands on it.
    .target(
      name: "DataTesting", dependencies: ["Postgres", "PrivateCluster", "Portfolio", "Feeds", "Register", "Runs", "Schema", "Views", log],
      path: "Tests/Data/DataTesting", swiftSettings: strict),
    tests(
      .data, "Schema",
      [
        "TestLanguage", "Speech", "Postgres", "PrivateCluster", "Tasks", "Portfolio", "Figures", "DataTesting", "Feeds", "Hooks",
        "Register", "Runs",
        "Schema",
        "Views",
      ]),
    tests(
      .data, "Register", ["Speech", "Postgres", "TestRandom", "Portfolio", "DataTesting", "Feeds", "Register", "Runs", "Schema", "Views"]),
    tests(
      .data, "Feeds",
      [
        "TestLanguage", "Speech", "Postgres", "TestRandom", "Portfolio", "Figures", "DataTesting", "Feeds", "Register", "Runs", "Schema",
        "Views",
      ]),
    tests(
      .data, "Runs",
      ["Speech", "Postgres", "TestRandom", "Portfolio", "Tables", "Intake", "DataTesting", "Feeds", "Register", "Runs", "Schema", "Views"]),
    tests(
      .data, "Views",
      [
        "Speech", "Postgres", "TestRandom", "Portfolio", "Figures", "Words", "DataTesting", "Feeds", "Register", "Runs", "Schema", "Views",
        "Reports",
      ]),
    tests(
      .data, "Dispatches", ["Postgres", "Portfolio", "DataTesting", "Dispatches", "Register", "Schema"]),
    tests(
      .work, "Deliveries",
      [
        "Couriers", "DataTesting", "Deliveries", "Desks", "Dispatches", "Faults", "Policy", "Portfolio", "Postgres", "Register", "Schema",
        "Speech",
        "Views",
      ]),
    // Who is told by webhooks, played on this machine.
    .target(name: "HooksTesting", dependencies: ["Tasks"], path: "Tests/Work/HooksTesting", swiftSettings: strict),
    tests(
      .work, "Webhooks",
      [
        "Couriers", "DataTesting", "Desks", "Digest", "Faults", "Feeds", "Hooks", "HooksTesting", "Portfolio", "Postgres", "Register",
        "Schema",
        "Speech", "Webhooks", "Wire",
      ]),
    tests(.work, "Imports", ["Speech", "Faults", "Portfolio", "Intake", "Tables", "Schema", "Imports"]),
    tests(
      .work, "Desks",
      [
        "Failures",
        "YAML",
        "TestLanguage", "Discretion", "Simulations", "Speech", "Faults", "Postgres", "PrivateCluster", "Tasks", "TestRandom", "Policy",
        "Portfolio",
        "DataTesting", "Figures", "Tables",
        "Feeds", "Register", "Runs",
        "Schema",
        "Views", "Words", "Desks", "Daemon", "Telemetry", log, metrics,
      ]),
    tests(.work, "SignIns", ["DataTesting", "Desks", "Digest", "Faults", "Portfolio", "Postgres", "Register", "Schema", "SignIns"]),
    tests(.faces, "Jobs", ["Jobs", "Speech", "TestLanguage", "Web"]),
    tests(
      .faces, "Reception",
      [
        "DataTesting", "Desks", "Failures", "Faults", "Portfolio", "Reception", "Register", "Schema", "SignIns", "Speech", "TestLanguage",
        "Web", "Wire",
        log,
      ]),
    tests(
      .faces, "API",
      [
        "API", "DataTesting", "Desks", "Digest", "Faults", "Feeds", "Jobs", "Portfolio", "Postgres", "Reception", "Register", "Schema",
        "SignIns", "Speech", "Views", "Web", "Wire", log,
      ]),
    tests(
      .faces, "Pages",
      [
        "API", "DataTesting", "Desks", "Digest", "Feeds", "Jobs", "Pages", "Portfolio", "Postgres", "Reception", "Register", "Schema",
        "SignIns", "Speech",
        "TestLanguage",
        "Views", "Web", "Wire", log,
      ]),
    tests(
      .faces, "Answers",
      [
        "Promises",
        "TestLanguage", "Speech", "Wire", "Classification", "Night", "Policy", "Workload", "Portfolio", "Intake", "Figures", "Words",
        "Feeds",
        "Register", "Runs",
        "Schema",
        "Views", "Imports", "Tables", "Desks", "Answers",
      ]),
    tests(
      .faces, "Reports",
      [
        "Speech", "AnotherProcess", "Digest", "Faults", "Wire", "Portfolio", "Sheets", "SheetsTesting", "Figures", "FiguresTesting",
        "Words", "Reports",
      ]),
    tests(.faces, "Papers", ["Papers", "TestRandom"]),
    tests(.faces, "Console", ["TestLanguage", "Speech", "Faults", "Tasks", "Telemetry", "Console", log, metrics]),
    tests(
      .faces, "Setup", ["Couriers", "Deliveries", "TestLanguage", "Speech", "Faults", "Portfolio", "Schema", "Desks", "Setup", "Webhooks"]),
    tests(
      .faces, "Daemon",
      ["Speech", "Faults", "Tasks", "Telemetry", "TestRandom", "Policy", "Portfolio", "Runs", "Schema", "Desks", "Daemon", log]),
    tests(
      .faces, "allot",
      [
        "Parlance",
        "TestLanguage", "Speech", "Faults", "Postgres", "PrivateCluster", "Tasks", "Telemetry", "Wire", "Policy", "Portfolio", "Register",
        "Runs",
        "Schema", "Views",
        "Desks", "Hooks", "HooksTesting",
        "Words", "Answers", "Console", "Daemon", "Setup", "allot", log,
      ]),
  ],
  swiftLanguageModes: [.v6]
)
