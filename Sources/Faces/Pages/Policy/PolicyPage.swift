import Answers
import Desks
import HTML
import Policy
import Portfolio
import Register
import Speech
import Views
import Web
import Words
import YAML

extension Frame {
  /// Every stored version, those in force first, and what is still to be decided.
  func policies(_ versions: [PolicyVersion], _ open: [PolicyDesk.Shown], _ clock: WallClock) -> HTML {
    let sorted = versions.filter(\.isActive) + versions.filter { !$0.isActive }
    return HTML([
      has(.policy) ? HTML.p(link("/policies/edit", say("Write a new file", "新建文件"))) : .empty,
      part(Wording("Still to be decided", "待定变更")) {
        table(
          Wording("Open changes", "待定变更"),
          [
            (Wording("Change", "变更"), true), (Wording("Files", "文件"), false), (Wording("By", "提出人"), false),
            (Wording("Reason", "原因"), false),
            (Wording("Still to agree", "还须同意"), true), (Wording("Who may", "可同意者"), false),
          ],
          open.map { shown -> [HTML] in
            [
              link("/changes/\(shown.change.number)", HTML(text: String(shown.change.number))), HTML(text: files(shown.change)),
              HTML(text: shown.change.authors.joined(separator: text(", ", "、"))),
              shown.change.reason.isEmpty ? HTML.span([.class("soft")], say("none given", "未写")) : HTML(text: shown.change.reason),
              HTML(text: String(shown.missing)), HTML(text: shown.approvers.joined(separator: text(", ", "、"))),
            ]
          }, none: Wording("Nothing is to be decided.", "没有待定变更。"))
      },
      part(Wording("Versions", "版本")) {
        table(
          Wording("Versions", "版本"),
          [
            (Wording("Name", "名称"), false), (Wording("Kind", "类型"), false), (Wording("Version", "版本"), true),
            (Wording("State", "状态"), false),
            (Wording("By", "提交人"), false), (Wording("At (\(clock.name))", "时间（\(clock.name)）"), false),
          ],
          sorted.map { version -> [HTML] in
            [
              link(Address.of("policies", version.kind.rawValue, version.name, String(version.version)), HTML(text: version.name)),
              say(Words.policyKind(version.kind)), HTML(text: String(version.version)),
              version.isActive ? badge(Wording("in force", "生效"), "ok") : .empty, HTML(text: version.appliedBy),
              HTML(text: Text.time(version.activatedAt ?? version.appliedAt, by: clock)),
            ]
          })
      },
      HTML.p(link("/changes", say("The life of every file", "全部变更记录"))),
    ])
  }

  private func files(_ change: PolicyChange) -> String {
    change.files.map { "\($0.name) \($0.to.map { "v\($0)" } ?? text("out of force", "停用"))" }.joined(separator: text(", ", "、"))
  }

  /// The text of a version.
  func version(_ version: PolicyVersion, _ text: String, _ inForce: Int?) -> HTML {
    var doors = HTML.empty
    if has(.policy) {
      let query: [(String, String?)] = [("kind", version.kind.rawValue), ("name", version.name), ("version", String(version.version))]
      doors += HTML(raw: " · ") + link(Address.of("/policies/edit", query: query), say("Edit", "编辑"))
    }
    if let other = inForce, other != version.version, version.kind == .policy || version.kind == .agency {
      let query: [(String, String?)] = [("old", "\(version.name)@\(other)"), ("new", "\(version.name)@\(version.version)")]
      doors +=
        HTML(raw: " · ")
        + link(Address.of("/policies/difference", query: query), say("What differs from version \(other)", "与第 \(other) 版的不同"))
    }
    let state = version.isActive ? badge(Wording("in force", "生效"), "ok") : badge(Wording("not in force", "未生效"))
    return HTML.p(
      state, " ", say(Words.policyKind(version.kind)), " · ", say("by \(version.appliedBy)", "提交人 \(version.appliedBy)"), doors)
      + listing(text)
  }

  /// A text with the numbers of its lines; those with a mistake stand out.
  func listing(_ text: String, wrong: Set<Int> = []) -> HTML {
    HTML.div([.class("scroll"), .other("tabindex", "0"), .other("role", "region"), .other("aria-label", self.text("Text", "文本"))]) {
      HTML.ol([.class("text")]) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
          HTML.li([wrong.contains(index + 1) ? .class("wrong") : nil], HTML(text: line))
        }
      }
    }
  }

  // MARK: Editing

  /// The editor. `check`: what was found of the text; nil before it was looked at.
  func editor(_ name: String, _ text: String, reason: String, change: Int?, effective: String?, _ check: PolicyCheck?, key: String) -> HTML
  {
    HTML([
      check.map { findings($0) } ?? .empty,
      form("/policies/edit") { form in
        HTML.div([.class("filters")]) {
          form.field("name", Wording("Name of the file", "文件名"), name, isNeeded: true)
          form.field("reason", Wording("Reason, for whoever agrees (may be empty)", "原因，供同意者参考（可不填）"), reason)
          form.field("effective", Wording("In force from", "生效日"), effective, type: "date")
        }
        HTML.div(
          [.class("field")], HTML.label([.for("f-text")], say("Text", "文本")),
          HTML.textarea(
            [.id("f-text"), .name("text"), .other("rows", "28"), .other("spellcheck", "false"), .flag("required")],
            HTML(text: "\n" + (form.typed?["text"] ?? text)))
        )
        hidden("change", change.map { String($0) })
        hidden("key", key)
        HTML.p(
          [.class("row")], button(Wording("Check", "检查"), name: "do", value: "check"),
          // Beside the text, which stays where it is.
          HTML.button(
            [.type("submit"), .name("do"), .value("simulate"), .other("formtarget", "_blank")],
            say("Try tonight (opens beside; nothing is stored)", "模拟今晚（在新页打开，不保存）")),
          button(Wording("Propose", "提出变更"), name: "do", value: "submit"),
          link("/policies", say("leave it", "放弃")))
      },
      check.map { listing(text, wrong: wrongLines($0)) } ?? .empty,
    ])
  }

  private func wrongLines(_ check: PolicyCheck) -> Set<Int> { Set(check.concerning.filter(check.isOfGiven).map(\.problem.line)) }

  private func findings(_ check: PolicyCheck) -> HTML {
    let others = Answer.warnedInForce(check).map { HTML.p([.class("soft")], say($0)) } ?? .empty
    let found = check.concerning
    if found.isEmpty {
      return HTML.p([.class("done"), .other("role", "status")], say("Nothing is wrong with it.", "检查通过。")) + others
    }
    let list = HTML.ul([.class("flags"), .other("role", "alert")]) {
      for finding in found {
        HTML.li(
          [finding.severity == .error ? .class("grave") : nil],
          check.isOfGiven(finding) ? .empty : HTML.span([.class("w")], HTML(text: finding.problem.file)) + " ",
          HTML.strong(
            say(
              "line \(finding.problem.line), column \(finding.problem.column)", "第 \(finding.problem.line) 行第 \(finding.problem.column) 列")),
          " ", HTML(text: finding.problem.sentence(language)))
      }
    }
    return list + others
  }

  // MARK: A change

  /// A change with its steps, and what one may do about it.
  func change(_ shown: PolicyDesk.Shown, _ clock: WallClock) -> HTML {
    let change = shown.change
    let isMine = change.authors.contains(actor?.name ?? "")
    return HTML([
      HTML.div([.class("card")]) {
        view(.change(shown, by: clock), Wording("Change", "变更"))
        HTML.ul {
          for file in change.files {
            HTML.li(
              file.to.map { link(Address.of("policies", file.kind.rawValue, file.name, String($0)), HTML(text: "\(file.name) v\($0)")) }
                ?? say("\(file.name) out of force", "\(file.name) 停用"), difference(file))
          }
        }
      },
      change.state.isOpen ? deeds(change, shown.missing, isMine) : .empty,
    ])
  }

  /// To what differs from the version before.
  private func difference(_ file: PolicyChange.File) -> HTML {
    guard let from = file.from, let to = file.to, file.kind == .policy || file.kind == .agency else { return .empty }
    let address = Address.of("/policies/difference", query: [("old", "\(file.name)@\(from)"), ("new", "\(file.name)@\(to)")])
    return HTML(raw: " · ") + link(address, say("what differs from version \(from)", "与第 \(from) 版的不同"))
  }

  private func deeds(_ change: PolicyChange, _ missing: Int, _ isMine: Bool) -> HTML {
    let address = "/changes/\(change.number)"
    func said(_ word: String, _ label: Wording, _ name: Wording, isGrave: Bool = false) -> HTML {
      form("\(address)/\(word)", [.class("card")]) { form in
        form.field("reason", label, nil, isNeeded: true, id: "f-\(word)")
        HTML.p(button(name, isGrave: isGrave))
      }
    }
    return HTML.div([.class("columns")]) {
      if has(.approve), !isMine {
        form("\(address)/approve", [.class("card")]) {
          hidden("seal", ChangeSeal.of(change))
          HTML.p(say("You have read what it changes, and agree.", "您已阅读其更改内容并同意。"))
          button(Wording("Agree", "同意"))
        }
      }
      if has(.policy), missing == 0 {
        form("\(address)/activate", [.class("card")]) {
          hidden("seal", ChangeSeal.of(change))
          HTML.p(say("Nobody else is needed.", "无需他人同意。"))
          button(Wording("Put it in force", "使其生效"))
        }
      }
      if has(.approve) || (has(.policy) && isMine) {
        said("reject", Wording("Why", "原因"), isMine ? Wording("Take it back", "撤回") : Wording("Turn it down", "驳回"), isGrave: true)
      }
      if has(.approve) || has(.policy) { said("comment", Wording("Remark", "意见"), Wording("Add the remark", "添加意见")) }
    }
  }
}
