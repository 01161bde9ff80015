import Allocation
import ArgumentParser
import Exchange
import Faults
import Glibc
import Speech
import Terminal

struct SolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: Wording("Solve an allocation instance given as files, and certify the plan.", "求解以文件给出的分配实例，并为方案出具证明。"),
    usage: "allot solve <instance> --output <directory> [<options>]",
    discussion: Wording(
      """
      Examples:
        allot solve <instance> --output plan
        allot solve <instance> --output plan --time-limit 15
        allot solve <instance> --output plan --warm yesterday
        allot solve <instance> --output plan --online --warm yesterday

      Writes assignment.csv and prices.csv, and prints one line of JSON: the objective, the bound that the prices prove, the gap between them, steps,
      seconds and the highest memory use. docs/allocation.md describes the files. The same instance gives the same bytes on every machine; a time limit
      ends a run at a step, and --steps repeats it. Of a large instance, a run that ends before prices have risen has no bound (null).
      """,
      """
      示例：
        allot solve <instance> --output plan
        allot solve <instance> --output plan --time-limit 15
        allot solve <instance> --output plan --warm yesterday
        allot solve <instance> --output plan --online --warm yesterday

      写出 assignment.csv 和 prices.csv，并输出一行 JSON：目标值、价格所证明的下界、两者之差、步数、\
      秒数和最大内存用量。文件格式见 docs/allocation.md。同一实例在任何机器上给出相同的字节；\
      时间限制使运行停在某一步，用 --steps 可重现。对于大实例，在价格升起之前结束的运行没有下界（null）。
      """))
  @Argument(help: ArgumentHelp(Wording("Directory of the instance.", "实例所在目录。"), valueName: "instance")) var instance: String
  @Option(name: .shortAndLong, help: ArgumentHelp(Wording("Directory to write to.", "写入的目录。"), valueName: "directory")) var output: String
  @Option(
    help: ArgumentHelp(Wording("Threads, all processors by default; the plan is the same for any number.", "线程数，默认用全部处理器；线程多少不影响方案。")))
  var threads: Int?
  @Option(help: ArgumentHelp(Wording("Stop improving after so many seconds.", "若干秒后停止改进。"), valueName: "seconds")) var timeLimit: Double?
  @Option(help: ArgumentHelp(Wording("Stop after so many steps, as an earlier run did.", "若干步后停止，与以前某次运行一致。"), valueName: "count"))
  var steps: Int?
  @Option(
    help: ArgumentHelp(
      Wording("Directory of a plan to start from: cases stay where they are unless moving pays.", "作为起点的方案所在目录：除非换手更优，案件保持不动。"),
      valueName: "directory"))
  var warm: String?
  @Flag(
    help: ArgumentHelp(Wording("Deal the cases one by one in the order of the file, at the prices of --warm.", "按文件顺序逐件分配，价格取自 --warm。")))
  var online = false
  @Flag(help: ArgumentHelp(Wording("Tell every step on stderr.", "在 stderr 上报告每一步。"))) var verbose = false
  @OptionGroup var speech: LanguageOption

  /// What it takes for a case to leave its holder: two units of the format's objective.
  private static let moveCost = Cost(SolverInstance.costScale * 2)

  func validate() throws {
    guard (1...64).contains(threads ?? 1) else { throw ValidationError(Wording("--threads must be 1…64", "--threads 须为 1…64")) }
    if let timeLimit, timeLimit <= 0 { throw ValidationError(Wording("--time-limit must be above 0 seconds", "--time-limit 须大于 0 秒")) }
    if let steps, steps < 0 { throw ValidationError(Wording("--steps must be 0 or more", "--steps 不能小于 0")) }
  }

  func run() async throws {
    let start = Self.now()
    do {
      try solve(start)
    } catch let error as ExchangeError {
      let status: ExitStatus = error.kind == .missing ? .noInput : error.kind == .notWritable ? .cannotCreate : .dataError
      throw OperationError(status, error.what)
    }
  }

  private func solve(_ start: Double) throws {
    let known = online ? [] : try warm.map { try PlanFiles($0).assignment() } ?? []
    var problem = try SolverInstance(directory: instance, current: known)
    let files = PlanFiles(output)
    let read = [instance] + (warm.map { [$0] } ?? [])
    try Outputs.spare(
      read.flatMap { folder in (try? FileAccess.names(in: folder))?.map { "\(folder)/\($0)" } ?? [] }, in: output, PlanFiles.names)
    if online { return try deal(problem, files, start) }
    var settings = AllocationSettings(steps: steps, explains: false)
    if let threads { settings.threads = threads }
    settings.moveCost = Self.moveCost
    // What comes after the last step (places that are overbooked, writing) takes some microseconds a unit.
    let reserve = Double(problem.instance.units.count) * 3.7e-6
    let (limit, tells) = (timeLimit.map { start + $0 * 0.97 - reserve }, verbose)
    let prices = try warm.map { try PlanFiles($0).prices(of: problem) }
    let plan = Solver.solve(problem.handOver(), settings, from: prices) { progress in
      if tells { Output.error.line("\(progress.phase.rawValue) \(progress.step)/\(progress.steps)") }
      guard let limit else { return true }
      return Self.now() < limit
    }
    try files.write(plan.receiver, of: problem)
    try files.write(plan.prices, of: problem)
    // Moves are no part of the format's objective; they are of what the bound is compared with.
    let moving = Int64(plan.moves) * Self.moveCost
    say(
      plan.costBelowQuotas - moving, plan.bound, gap: plan.gapPPM, plan.steps, plan.receiver, problem, start,
      moves: known.isEmpty ? nil : plan.moves)
  }

  /// Arrivals, one by one.
  private func deal(_ problem: SolverInstance, _ files: PlanFiles, _ start: Double) throws {
    let prices = try warm.map { try PlanFiles($0).prices(of: problem) }
    var arrivals = Arrivals(problem.instance, prices: prices)
    let began = Self.now()
    for u in 0..<problem.instance.units.count { _ = arrivals.place(u) }
    let seconds = Self.now() - began
    try files.write(arrivals.receiver, of: problem)
    say(
      arrivals.totals(problem.instance), nil, gap: nil, problem.instance.units.count, arrivals.receiver, problem, start,
      perSecond: Int64(Double(problem.instance.units.count) / max(1e-9, seconds)))
  }

  private func say(
    _ objective: Cost, _ bound: Cost?, gap: Int64?, _ steps: Int, _ receiver: [Int32], _ problem: SolverInstance, _ start: Double,
    moves: Int? = nil, perSecond: Int64? = nil
  ) {
    let summary = PlanSummary(
      objective: objective.rawValue, bound: bound?.rawValue, gapPPM: gap,
      unassignedCases: problem.unitOfCase.reduce(0) { $0 + (receiver[Int($1)] < 0 ? 1 : 0) },
      moving: moves.map { ($0, Int64($0) * Self.moveCost.rawValue) }, decisionsPerSecond: perSecond, steps: steps,
      hundredths: Int64((Self.now() - start) * 100), peakMegabytes: Self.peakMegabytes())
    Output.standard.line(summary.line)
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func peakMegabytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
