import Couriers
import Discretion
package import Faults
import Speech
package import Webhooks

extension ConfigurationFile {
  /// To which addresses webhooks may be sent: the public internet, and the networks of `webhook_networks`. Throws with `EX_CONFIG` for what is no network.
  package func hookTools(path: String, program: String) throws(OperationError) -> HookTools {
    var networks: [AddressGate.Network] = []
    for text in (hookNetworks ?? "").split(whereSeparator: { $0 == "," || $0 == " " }) {
      guard let network = AddressGate.Network(String(text)) else {
        let shown = Quoted.typed(text)
        throw OperationError(
          .configuration, Wording("\(path): webhook_networks has \(shown.en)", "\(path)：webhook_networks 里有\(shown.zh)"),
          remedy: Wording(
            "write networks as in 10.20.0.0/16, fd12::/16 or 127.0.0.1, without bits behind the length",
            "请写网络，例如 10.20.0.0/16、fd12::/16 或 127.0.0.1，前缀长度之后的位须为 0"))
      }
      networks.append(network)
    }
    return HookTools(gate: AddressGate(opening: networks), program: program)
  }
}
