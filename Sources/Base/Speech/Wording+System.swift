extension Wording {
  /// Why a system call failed, for people. `number`: that of Linux; `english`: what the C library says of it, which has no Chinese without locales that
  /// servers seldom have. What nobody meets when files, ports and processes are used is told by its number.
  package static func system(_ number: Int32, _ english: String) -> Wording {
    let chinese =
      switch number {
      case 1: "不允许此操作"
      case 2: "没有这个文件或目录"
      case 5: "读写设备出错"
      case 6: "没有这个设备或地址"
      case 7: "参数过长"
      case 8: "不是可执行文件"
      case 9: "文件描述符无效"
      case 11: "资源暂时不可用"
      case 12: "内存不足"
      case 13: "没有权限"
      case 16: "设备或资源正被占用"
      case 17: "已经存在"
      case 18: "不能跨设备"
      case 20: "路径中有一处不是目录"
      case 21: "是一个目录"
      case 22: "参数无效"
      case 23, 24: "打开的文件过多"
      case 26: "程序正在运行，不能改写"
      case 27: "文件过大"
      case 28: "磁盘已满"
      case 30: "文件系统只读"
      case 32: "管道已断开"
      case 36: "文件名过长"
      case 39: "目录不为空"
      case 40: "符号链接层数过多"
      case 98: "地址已被占用"
      case 99: "本机没有这个地址"
      case 104: "连接被对方重置"
      case 110: "超时"
      case 111: "连接被拒绝"
      case 116: "文件句柄已失效"
      case 122: "超出磁盘配额"
      default: "系统错误 \(number)（\(english)）"
      }
    return Wording(english, chinese)
  }
}
