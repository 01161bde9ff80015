/// Valid files the tests read and mutate.
enum Samples {
  static let policy = """
    # yaml-language-server: $schema=./policy.schema.json
    policy: retail-card
    valid: { from: 2026-12-01, until: 2027-02-28 }
    covers: { clients: [cmb, "zx-*"], stages: [M2, M3, M4] }
    stay:                                   # first match wins
      - { when: { plan: running }, with: holder, until: 2 missed instalments }
      - when: { flag: [dispute, 'cease_contact'] }
        with: holder
    route:
      - { rule: 法务组, when: { outstanding: ">= 50000 CNY", stage: M4 }, to: { teams: [legal] } }
      - rule: "所有人 \\u4E00"
        note: |
          第一行
          second line
        other: >-
          folded
          text
    fair: { new_cases: within 1, match: off }
    runs: { night: "02:30", batch_file: 200 }

    """
  static let agency = """
    ---
    timezone: Asia/Shanghai
    workload:
      effort: { unknown: 12 min, normal: 15 min }
      limits:
        portfolio: 80..400
        new_per_day: { usual: 60, batch_day: 500 }
    brakes: {recalled: "> 3%", moved: "> 5%"}
    users:
    - name: a
    - name: b
    ...

    """
}

/// The generator of the tests' random inputs; the same numbers in every run.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
