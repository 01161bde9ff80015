package import Couriers
package import Deliveries
import Discretion
package import Faults
import Glibc
import Speech

/// Where named credentials lie, one file each: systemd's `CREDENTIALS_DIRECTORY`, else the directory that `ALLOT_CREDENTIALS` names. In a file the address of
/// a webhook stands on the first line and the key that signs, where there is one, on the second.
package struct CredentialFolder: Sendable {
  private let path: String?
  /// systemd keeps its directory from everybody itself.
  private let isOfSystemd: Bool

  /// As the environment says.
  package init(environment: [String: String]) {
    func named(_ variable: String) -> String? { environment[variable].flatMap { $0.isEmpty ? nil : $0 } }
    isOfSystemd = named("ALLOT_CREDENTIALS") == nil
    path = named("ALLOT_CREDENTIALS") ?? named("CREDENTIALS_DIRECTORY")
  }

  /// Throws with `EX_CONFIG` where there is none of that name or it says something else, with `EX_NOPERM` where others may read it; never shows what is in it.
  package func chat(_ name: String) throws(OperationError) -> ChatCredential {
    guard let path else {
      throw OperationError(
        .configuration, Wording("credential \(name): there is no directory of credentials", "凭据 \(name)：没有凭据目录"),
        remedy: Wording(
          "in the systemd unit: LoadCredential=\(name):/etc/allot/credentials/\(name); elsewhere name the directory with ALLOT_CREDENTIALS",
          "在 systemd 单元中：LoadCredential=\(name):/etc/allot/credentials/\(name)；其他情况用 ALLOT_CREDENTIALS 指定目录"))
    }
    let file = "\(path)/\(name)"
    guard FileAccess.exists(file) else {
      throw OperationError(
        .configuration, Wording("credential \(name): there is no such file in the directory of credentials", "凭据 \(name)：凭据目录里没有该文件"),
        remedy: Wording(
          "in the systemd unit: LoadCredential=\(name):/etc/allot/credentials/\(name)",
          "在 systemd 单元中：LoadCredential=\(name):/etc/allot/credentials/\(name)"))
    }
    var status = stat()
    if !isOfSystemd, stat(file, &status) == 0, status.st_mode & 0o077 != 0 {
      throw OperationError(
        .noPermission, Wording("\(Shown.path(file)) holds a secret and others may read it", "\(Shown.path(file)) 存有密钥，而他人可以读取"),
        remedy: Wording("chmod 600 \(Shown.path(file))", "请执行：chmod 600 \(Shown.path(file))"))
    }
    let text = String(decoding: try FileAccess.read(file, limit: 1 << 16), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { String($0.trimmingBlanks()) }.filter { !$0.isEmpty }
    guard (1...2).contains(lines.count), let address = WebAddress(lines[0]) else {
      throw OperationError(
        .configuration, Wording("credential \(name): its first line is no address of a webhook", "凭据 \(name)：第一行不是群机器人地址"),
        remedy: Wording(
          "write https://… on the first line and, where the house signs, the key on the second", "第一行写 https://…，需要签名的，第二行写密钥"))
    }
    return ChatCredential(address: address, key: lines.count > 1 ? lines[1] : nil)
  }
}
