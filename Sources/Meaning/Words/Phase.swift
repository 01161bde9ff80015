package import Speech

/// What a command says on stderr while a run or a replay is under way.
package enum Phase {
  /// The name of a phase, as timings and metrics have it, in words for people.
  package static func word(_ name: String) -> Wording {
    let chinese =
      switch name {
      case "freeze": "冻结数据"
      case "decide": "决策"
      case "decide and compare": "决策并比较"
      case "decide again": "按其他文件决策"
      case "draw again": "重抽平局后决策"
      case "stage": "暂存方案"
      case "publish": "发布"
      case "ledger": "核对账目"
      case "read": "读取输入"
      case "compare": "比较结果"
      case "published": "与已发布的比较"
      default: name
      }
    return Wording(name, chinese)
  }
}
