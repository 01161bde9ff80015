// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A target of the house. What it may import is what it lists here: arrows point one way.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
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
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

    // These know nothing of debt collection.
    room("Postgres", ["CLibPQ", log]),
    room("PrivateCluster", ["Postgres", log]),
    room("YAML", ["CLibYAML"]),
    room("Digest", ["CLibCrypto"]),
    room("HTML"),

    // The core: pure, no I/O, no Foundation.
    room("Portfolio"),
    room("Classification", ["Portfolio"]),
    room("Movement", ["Portfolio"]),
    room("Workload", ["Portfolio"]),
    room("Allocation"),
    room("Baselines", ["Allocation"]),
    room("Archive", ["Portfolio"]),
    room("Policy", ["YAML", "Portfolio", "Classification", "Movement", "Workload", "Allocation"]),
    room("Night", ["Policy", "Portfolio", "Classification", "Movement", "Workload", "Allocation", "Baselines"]),

    // The shell: files, statements, pages, time.
    room("Reports", ["Portfolio", "HTML"]),
    room("Intake", ["Portfolio", "YAML", "Digest"]),
    room("Exchange", ["Allocation"]),
    room("Sample", ["Portfolio"]),
    room("Store", ["Postgres", "Portfolio", "Policy", "Reports", "Digest", "Archive"]),
    room(
      "Operations",
      [
        "Night", "Store", "Reports", "Intake", "PrivateCluster", "Classification", "Workload", "Baselines", "Digest", "Policy", "Portfolio",
        "Postgres", "YAML", log, metrics, lifecycle, signals,
      ]),
    room("Console", ["Operations", "Reports", log, hummingbird, lifecycle]),
    .executableTarget(
      name: "allot",
      dependencies: [
        "Allocation", "Baselines", "Classification", "Console", "Digest", "Exchange", "Intake", "Night", "Operations", "Policy",
        "Portfolio", "Postgres", "PrivateCluster", "Reports", "Sample", "Store", "Workload", arguments, log, metrics, lifecycle, signals,
      ],
      swiftSettings: strict),

    // What several tests share.
    .target(name: "AnotherProcess", path: "Tests/AnotherProcess", swiftSettings: strict),

    tests("Postgres", ["Postgres", "PrivateCluster", log]),
    tests("YAML", ["YAML"]),
    tests("Digest", ["Digest"]),
    tests("HTML", ["HTML"]),
    tests("Portfolio", ["Portfolio"]),
    tests("Classification", ["Classification", "Portfolio"]),
    tests("Movement", ["Movement", "Portfolio"]),
    tests("Workload", ["Workload", "Portfolio"]),
    tests("Allocation", ["Allocation"]),
    tests("Baselines", ["Baselines", "Allocation"]),
    tests("Archive", ["Archive", "Portfolio"]),
    tests("Exchange", ["Exchange", "Allocation"]),
    tests("Policy", ["Policy", "YAML", "Portfolio", "Classification", "Movement", "Workload"]),
    tests("Night", ["AnotherProcess", "Night", "Policy", "Portfolio", "Movement", "Workload", "Baselines"]),
    tests("Reports", ["AnotherProcess", "Reports", "Portfolio", "HTML"]),
    tests("Intake", ["Intake", "Portfolio"]),
    tests("Sample", ["AnotherProcess", "Sample", "Portfolio"]),
    tests("Store", ["Store", "Postgres", "PrivateCluster", "Portfolio", "Policy", "Reports", log]),
    tests("Operations", ["Operations", "Store", "Postgres", "PrivateCluster", "Policy", "Portfolio", log]),
    tests("allot", ["allot", "Operations", "Store", "Sample", "Portfolio", "PrivateCluster", "Postgres", log]),
  ],
  swiftLanguageModes: [.v6]
)
