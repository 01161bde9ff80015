import Desks
import Digest
import HandoutDesks
import Handouts
import Portfolio
package import Reports
import Schema
package import Speech
package import Views

/// What may be said of a package beside the client's name.
package struct PackageWishes: Sendable {
  /// Draws the audit sample; nil is the digest of the package before, which everybody knew before the night.
  package var seed: String?
  /// The client's own file.
  package var statement: (name: String, bytes: [UInt8])?

  package init(seed: String? = nil, statement: (name: String, bytes: [UInt8])? = nil) { (self.seed, self.statement) = (seed, statement) }
}

extension Papers {
  /// A client's package of a run. Making it again from the same facts gives the same bytes and the same place in the chain; other bytes are the next.
  func client(_ name: String, _ run: ShownRun, formats: Set<ReportFormat>, language: Language) async throws -> Made {
    let desk = PackageDesk(seat)
    let contents = try await desk.contents(of: run, client: name)
    let statement = try wishes.statement.map { try ClientStatement($0.bytes, name: $0.name, currency: seat.agency.currency) }
    func package(_ sequence: Int32, _ previous: KeptPackage?) throws -> (files: [ReportFile], digest: [UInt8]) {
      let frame = ClientPackage.Frame(
        agency: seat.agency.code, run: run, seed: wishes.seed, statement: statement, program: program, sequence: sequence,
        previous: previous.map { ($0.sequence, $0.run, $0.digest) })
      let package = ClientPackage(contents, frame)
      return package.files(try package.readable(formats, language))
    }
    if let same = contents.same {
      let before = same.previous == nil ? nil : contents.chain.first { $0.sequence == same.sequence - 1 }
      let again = try package(same.sequence, before)
      if again.digest == same.digest { return made(again, contents.rows) }
    }
    let sequence = (contents.last?.sequence ?? 0) + 1
    let next = try package(sequence, contents.last)
    try await desk.keep(
      KeptPackage(
        client: contents.client, sequence: sequence, run: run.id, position: contents.stock?.position, digest: next.digest,
        previous: contents.last?.digest))
    return made(next, contents.rows)
  }

  private func made(_ package: (files: [ReportFile], digest: [UInt8]), _ rows: ClientRows) -> Made {
    let digest = Hex.encode(package.digest)
    let root = rows.proof.map { Hex.encode($0.root) }
    let remark =
      Wording("tell the client by another way: digest \(digest)", "请以其他途径告知委托方：摘要 \(digest)")
      + (root.map { Wording(", root \($0)\n", "，根值 \($0)\n") } ?? Wording("\n", "\n"))
      + (rows.gap.map { $0.sentence + Wording("\n", "\n") } ?? .none)
    return Made(files: package.files, labelsUpTo: "", areByItsPolicies: true, remark: remark, digest: digest, root: root)
  }
}

extension ClientPackage {
  /// Page and workbook, where they are asked for.
  func readable(_ formats: Set<ReportFormat>, _ language: Language) throws -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.html) { files.append(ReportFile("report.html", try page.html(language))) }
    if formats.contains(.xlsx) {
      let day = LocalTime(microseconds: Int64(frame.run.key.slot.rawValue) * 86_400_000_000)
      let cover = ReportCover(
        title: title, sentence: sentence,
        facts: [
          (Wording("Client", "委托方"), Wording(contents.name, contents.name)), (Wording("Agency", "机构"), Wording(frame.agency, frame.agency)),
          (Wording("Run", "运行"), Wording("\(frame.run.id), \(frame.run.key.slot)", "\(frame.run.id)，\(frame.run.key.slot)")),
          (Wording("Filter", "筛选"), Wording("cases of this client only; case numbers masked", "仅该委托方的案件；案件编号已掩码")),
        ], made: day, program: frame.program)
      let tables = [reasonTable, flowTable, decisionTable, controlTable.wrapped] + [differenceTable].compactMap { $0 }
      files.append(ReportFile("package.xlsx", try ReportWorkbook.bytes(cover: cover, tables: tables, language: language)))
    }
    return files
  }

  private var title: Wording { Wording("Client's package", "委托方交付包") }

  private var sentence: Wording {
    let (decided, stayed) = (contents.rows.decisions.count, contents.rows.stays.count)
    return Wording(
      "\(decided) of your cases were decided that night, \(stayed) stayed where they were.", "当晚对贵方 \(decided) 件案件作出决定，\(stayed) 件原地不动。")
  }

  /// What a person should know of the proof.
  private var proofNotes: [Wording] {
    guard let gap = contents.rows.gap else {
      return [
        Wording(
          "Check it without us: python3 verify_package.py DIRECTORY. Root of the run: \(Hex.encode(contents.rows.proof?.root ?? [])).",
          "可不经我方自行核验：python3 verify_package.py 目录。运行的根值：\(Hex.encode(contents.rows.proof?.root ?? []))。")
      ]
    }
    return [gap.sentence]
  }

  private var page: TablePage {
    var flags: [Wording] = []
    let broken = contents.controls.filter { $0.violations > 0 }.count + (contents.stock?.differences ?? 0)
    if broken > 0 { flags.append(Wording("\(broken) controls found something.", "\(broken) 项控制发现问题。")) }
    if let gap = contents.rows.gap { flags.append(gap.sentence) }
    if let differences, !differences.isEmpty {
      flags.append(Wording("\(differences.count) rows differ from your statement.", "与贵方对账单有 \(differences.count) 行差异。"))
    }
    var sections = [
      TablePage.Section(Wording("What became of your cases", "贵方案件的去向"), table: reasonTable),
      TablePage.Section(
        Wording("Flow", "流量"),
        notes: contents.stock == nil
          ? [Wording("No stock was counted behind this run: there is no flow.", "该运行之后未清点库存，因此没有流量。")]
          : [
            contents.previous == nil
              ? Wording("Opens at the position of the books before this run.", "期初为该运行之前一次账目清点。")
              : Wording("Opens where your package before this one closed.", "期初为贵方上一包的期末。")
          ], table: flowTable),
    ]
    if let differenceTable { sections.append(TablePage.Section(Wording("Against your statement", "与对账单核对"), table: differenceTable)) }
    sections += [
      TablePage.Section(Wording("Controls", "控制"), table: controlTable),
      TablePage.Section(
        Wording("Audit sample", "审计样本"),
        notes: [
          Wording(
            "At most \(Self.each) cases of every rule and kind, drawn by the seed “\(seed)”.", "每条规则、每种决定最多 \(Self.each) 件，按种子“\(seed)”抽取。")
        ]),
      TablePage.Section(Wording("Decisions", "决定"), table: decisionTable, isFolded: true),
      TablePage.Section(
        Wording("Proof", "证明"),
        notes: proofNotes + [
          Wording(
            "Package \(frame.sequence); case numbers are masked as in all reports, since the agency file says nothing of masking by client. Numbers behind "
              + "reasons are bound by the proof and not shown: they speak of other people and cases.",
            "第 \(frame.sequence) 包；机构文件没有按委托方规定掩码，因此案件编号按所有报告的方式掩码。原因背后的数字已绑定在证明中但不展示：它们涉及其他人员和案件。")
        ]),
    ]
    return TablePage(
      kicker: title, heading: contents.name, day: frame.run.key.slot.description,
      meta: Wording("\(frame.agency) · run \(frame.run.id)", "\(frame.agency) · 运行 \(frame.run.id)"), sentence: sentence, flags: flags,
      sections: sections)
  }
}

extension ClientRows.Gap {
  /// Why nothing can be proved, for people.
  var sentence: Wording {
    switch self {
    case .olderSeal:
      Wording(
        "This run was sealed before packages could be proved: its root stands over all clients' decisions and cannot be shown for one.",
        "该运行在支持交付包证明之前封存：其根值覆盖全部委托方的决定，无法单独出示。")
    case .open: Wording("This run still takes cases and is not sealed yet: nothing can be proved.", "该运行仍在接收案件，尚未封存，无法证明。")
    case .without: Wording("This run was sealed before the client was there: nothing can be proved.", "该运行封存时尚无该委托方，无法证明。")
    case .purged: Wording("Retention has removed rows of this run: nothing can be proved any more.", "该运行的部分行已按保存期限清除，无法再证明。")
    case .changed:
      Wording("The rows are not those that were sealed: run allot audit verify.", "数据行与封存时不符：请执行 allot audit verify。")
    }
  }
}
