import Reception
import Speech

/// What was just done, as the next page tells it: a word in the address, so that a page that is opened again says the same.
enum Done: String, CaseIterable {
  case moved, proposed, agreed, refused, released, discarded, undone, submitted, approved, rejected, commented, activated, loaded, labelled,
    ended, paused, resumed, pinged, removed, simulated, entered, password, unsecured, unchanged, known

  static let parameter = RouteParameter(
    "done", .words(allCases.map(\.rawValue)), Wording("What was just done.", "刚完成的操作。"), example: "moved")

  var text: Wording {
    switch self {
    case .moved: Wording("Done: the cases are moved.", "已执行：案件已调动。")
    case .proposed: Wording("It waits for a second person now.", "已提交，待另一人复核。")
    case .agreed: Wording("You have agreed; it is carried out.", "您已同意，并已执行。")
    case .refused: Wording("Refused; nothing was moved.", "已驳回，未调动任何案件。")
    case .released: Wording("The plan is published.", "方案已发布。")
    case .discarded: Wording("The plan is discarded; nothing was published.", "方案已放弃，未发布任何内容。")
    case .undone: Wording("The run is taken back.", "该次运行已撤销。")
    case .submitted: Wording("Proposed. It is not in force before enough people agree.", "已提出。人数足够同意之前不会生效。")
    case .approved: Wording("You have agreed.", "您已同意。")
    case .rejected: Wording("The change is turned down.", "变更已驳回。")
    case .commented: Wording("Your remark is kept.", "您的意见已保存。")
    case .activated: Wording("It is in force from the next run.", "自下一次运行起生效。")
    case .loaded: Wording("The file is loaded.", "文件已导入。")
    case .labelled: Wording("Your label is kept.", "您的标注已保存。")
    case .ended: Wording("The sign-in has ended.", "该登录已结束。")
    case .paused: Wording("Paused; what happens meanwhile is told later.", "已暂停；其间发生的稍后推送。")
    case .resumed: Wording("It goes on where it stopped.", "将从停止处继续。")
    case .pinged: Wording("The daemon sends a ping with its next look.", "守护进程将随下一次查看发送测试消息。")
    case .removed: Wording("Removed; it is told nothing any more.", "已移除；不再推送。")
    case .simulated: Wording("It is simulated: what it would change stands below.", "已模拟：影响见下文。")
    case .password: Wording("Your password is set; your other sign-ins have ended.", "密码已设置，其他登录已结束。")
    case .unsecured: Wording("Your second factor is taken away; nobody asks for a code any more.", "第二因素已停用，登录不再要求验证码。")
    case .unchanged: Wording("This is what is in force: nothing to change.", "与生效内容相同，无需变更。")
    case .known: Wording("It was proposed before; nothing was changed.", "此前已提出，未作任何改动。")
    case .entered: Wording("It is entered; the coming night reckons with it.", "已登记，下一晚据此计算。")
    }
  }

  /// What the address says was done.
  static func notice(_ call: Call) -> Wording? { call.text("done").flatMap(Done.init(rawValue:))?.text }
}
