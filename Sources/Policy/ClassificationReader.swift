import Classification
import YAML

/// Reads the `classify` part of a policy: a profile, and what the policy sets differently.
struct ClassificationReader {
  func read(_ reader: ValueReader) -> ClassificationSettings? {
    reader.mapping { keys in
      _ = keys.required("profile").word(among: ["cn-mobile-2026"])
      return ClassificationSettings()
    }
  }
}
