package import Faults
package import Reception
package import Speech

extension ConfigurationFile {
  /// What the file says of the console and the API, where it listens on `host`, shown as `address`. Throws with `EX_CONFIG` for what is no setting,
  /// and for an address that others reach without TLS.
  package func web(language: Language, host: String, shown address: String, path: String) throws(OperationError) -> WebSettings {
    var settings = WebSettings()
    (settings.hosts, settings.proxies, settings.language) = (WebSettings.list(webHosts), WebSettings.list(webProxy), language)
    try settings.setRate(webRate, path: path)
    try settings.requireSafe(host: host, shown: address)
    return settings
  }

  /// How a browser reaches the console that listens on `listening`: by the first of its names, else by that address.
  package func address(of listening: String) -> String {
    WebSettings.list(webHosts).first.map { "https://\($0)" } ?? "http://\(listening)"
  }
}
