/// The verifier of packages as it is written into each of them: a program of its own, which shares no line with this one.
package enum VerifierText {
  /// Its name there.
  package static let name = "verify_package.py"
  /// Its text, as it stands beside this file.
  package static var bytes: [UInt8] { PackageResources.verify_package_py }
}
