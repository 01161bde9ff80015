import Dispatch
import Figures
import FiguresTesting
import Foundation
import Glibc
import Reports
import Speech
import Testing
import Wire
import Words

/// A real browser, where there is one.
enum Browser {
  static let path: String? = ["chromium", "chromium-browser", "google-chrome"].lazy.compactMap { name in
    ["/usr/bin/", "/usr/local/bin/", "/snap/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
  }.first

  struct Failure: Error, CustomStringConvertible { var description: String }

  /// What a page says of itself after it was laid out in a window of `width`, and what the browser said on its console.
  static func look(at page: String, width: Int, isDark: Bool = false) throws -> (checks: Checks, console: [String]) {
    let directory = try scratch()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    // The page forbids scripts; its copy may run this one.
    // In a frame: a window cannot be as narrow as a telephone.
    let copy = page.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "").replacing(
      "</body>", with: "<script>\(probe)</script></body>"
    )
    .replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
    let frame = "<!doctype html><body><iframe style=\"border:0;width:\(width)px;height:1200px\" srcdoc=\"\(copy)\"></iframe>"
    try Data(frame.utf8).write(to: URL(fileURLWithPath: directory + "/page.html"))
    let dom = try run(
      directory,
      ["--window-size=1400,1300", "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)", "--dump-dom", "file://\(directory)/page.html"])
    guard let answer = dom.firstMatch(of: /data-checks="([^"]*)"/)?.1 else {
      throw Failure(description: "the browser gave no page: \(dom.prefix(200))")
    }
    let json = answer.replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
      "&amp;", with: "&")
    let said = (try? String(contentsOfFile: directory + "/said", encoding: .utf8)) ?? ""
    return (
      try JSONDecoder().decode(Checks.self, from: Data(json.utf8)),
      said.split(separator: "\n").map(String.init).filter { $0.contains("CONSOLE") }
    )
  }

  /// The pages of the PDF that printing makes.
  static func print(_ page: String) throws -> Data {
    let directory = try scratch()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try Data(page.utf8).write(to: URL(fileURLWithPath: directory + "/page.html"))
    _ = try run(directory, ["--no-pdf-header-footer", "--print-to-pdf=\(directory)/page.pdf", "file://\(directory)/page.html"])
    return try Data(contentsOf: URL(fileURLWithPath: directory + "/page.pdf"))
  }

  /// What the page finds out about itself.
  struct Checks: Decodable, Sendable {
    var width: Int
    /// Files the page asked for.
    var requests: [String]
    /// Charts to be seen, and those among them without a table.
    var charts: Int
    var chartsWithoutTable: [String]
    /// Texts that stick out of their figure, texts upon each other, and boxes that hide a part of their text.
    var clipped: [String]
    var overlapping: [String]
    var hidden: [String]
    /// Elements that make the page wider than the window.
    var tooWide: [String]
    /// Texts whose contrast with their background is below 4.5.
    var pale: [String]
    /// Cells of numbers that are not aligned to the right.
    var ragged: [String]
  }

  /// On a thread of its own: waiting for a browser must not hold up other tests.
  static func away<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "browser").async { continuation.resume(with: Result(catching: body)) }
    }
  }

  private static func scratch() throws -> String {
    let directory = FileManager.default.temporaryDirectory.path + "/allot-browser-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    return directory
  }

  private static func run(_ directory: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
    process.arguments =
      [
        "90", path ?? "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
        "--no-first-run",
        "--enable-logging=stderr", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking",
        "--user-data-dir=\(directory)/profile",
      ] + arguments
    FileManager.default.createFile(atPath: directory + "/said", contents: nil)
    FileManager.default.createFile(atPath: directory + "/out", contents: nil)
    process.standardOutput = FileHandle(forWritingAtPath: directory + "/out")
    process.standardError = FileHandle(forWritingAtPath: directory + "/said")
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(path ?? "chromium") ended with \(process.terminationStatus)")
    }
    return try String(contentsOfFile: directory + "/out", encoding: .utf8)
  }

  private static let probe = """
    (() => {
      const seen = e => e.getClientRects().length > 0;
      const all = s => [...document.querySelectorAll(s)].filter(seen);
      const name = e => (e.closest('[id]')?.id ?? '') + ' ' + e.tagName + ' “' + (e.textContent ?? '').trim().slice(0, 40) + '”';
      const out = { width: innerWidth, requests: performance.getEntriesByType('resource').map(r => r.name), chartsWithoutTable: [], clipped: [],
        overlapping: [], hidden: [], tooWide: [], pale: [], ragged: [] };
      const figures = all('figure.chart');
      out.charts = figures.filter(f => f.querySelector('svg')).length;
      for (const f of figures) if (!f.querySelector('table') && !f.closest('section')?.querySelector('table')) out.chartsWithoutTable.push(f.id);
      for (const svg of all('figure svg')) {
        const frame = svg.closest('figure').getBoundingClientRect();
        const texts = [...svg.querySelectorAll('text')].map(t => [t, t.getBoundingClientRect()]).filter(([, r]) => r.width > 0);
        for (const [t, r] of texts)
          if (r.left < frame.left - 1 || r.right > frame.right + 1 || r.top < frame.top - 2 || r.bottom > frame.bottom + 2) out.clipped.push(name(t));
        texts.forEach(([a, p], i) => texts.slice(i + 1).forEach(([b, q]) => {
          const w = Math.min(p.right, q.right) - Math.max(p.left, q.left), h = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
          if (w > 2 && h > 4) out.overlapping.push(name(a) + ' / ' + name(b));
        }));
      }
      for (const e of all('h1,h2,h3,p,li,td,th,figcaption,.badge,summary')) {
        if (e.closest('.scroll') && e.matches('td,th')) continue;
        const style = getComputedStyle(e);
        if (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1) out.hidden.push(name(e));
      }
      for (const e of all('.scroll')) if (innerWidth >= 1000 && e.scrollWidth > e.clientWidth + 1) out.hidden.push(name(e) + ' ' + (e.scrollWidth - e.clientWidth));
      if (document.documentElement.scrollWidth > innerWidth + 1)
        for (const e of all('body *')) if (e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll,nav')) out.tooWide.push(name(e));
      const rgb = c => (c.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
      const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      for (const e of all('h1,h2,h3,p,li,td,th,figcaption,a,label,.badge,summary,small,code,footer')) {
        if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
        let b = e;
        while (b.parentElement && (rgb(getComputedStyle(b).backgroundColor)[3] ?? 1) === 0) b = b.parentElement;
        const x = light(rgb(getComputedStyle(e).color)), y = light(rgb(getComputedStyle(b).backgroundColor));
        if ((Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05) < 4.5) out.pale.push(name(e));
      }
      for (const e of all('td')) if (/^[+−-]?[\\d,]+(\\.\\d+)?$/.test(e.textContent.trim()) && getComputedStyle(e).textAlign !== 'right') out.ragged.push(name(e));
      parent.document.body.dataset.checks = JSON.stringify(out);
    })();
    """
}

/// The page as a browser lays it out. Skipped where there is none.
@Suite(.enabled(if: Browser.path != nil, "no chromium here: apt-get install chromium"), .serialized) struct BrowserTests {
  private func page(_ figures: Figures, _ language: Language) -> String {
    String(decoding: ReportPage.html(figures, language: language), as: UTF8.self)
  }

  @Test(arguments: Language.allCases, [1280, 390]) func everythingIsThereAndReadable(language: Language, width: Int) async throws {
    let page = page(Sample.night(), language)
    let (checks, console) = try await Browser.away { try Browser.look(at: page, width: width, isDark: width == 390) }
    #expect(checks.width == width)
    #expect(console == [])
    #expect(checks.requests == [])
    #expect(checks.charts >= 5)
    #expect(checks.chartsWithoutTable == [])
    #expect(checks.clipped == [])
    #expect(checks.overlapping == [])
    #expect(checks.hidden == [])
    #expect(checks.tooWide == [])
    #expect(checks.pale == [])
    #expect(checks.ragged == [])
  }

  @Test func aHugeAndAnEmptyNightFitAsWell() async throws {
    for figures in [
      Sample.night(people: 1200, name: "Überaus lange Namen Inkasso Gesellschaft und Partner 某某市恒信商务信息咨询有限公司"), Sample.empty(),
    ] {
      let page = page(figures, .en)
      let (checks, console) = try await Browser.away { try Browser.look(at: page, width: 1280) }
      #expect(console == [])
      #expect(checks.clipped + checks.overlapping + checks.tooWide == [])
    }
  }

  @Test func itPrints() async throws {
    let page = page(Sample.night(), .zh)
    #expect(try await Browser.away { try Browser.print(page) }.starts(with: Data("%PDF-".utf8)))
  }
}
