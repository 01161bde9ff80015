/// How many terminal columns text takes: Chinese and full-width characters two, combining marks none.
package enum DisplayWidth {
  /// Columns of the whole text; control characters take none.
  package static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// Cuts to at most `columns`, ending in `…` when something was cut.
  package static func fit(_ text: String, _ columns: Int) -> String {
    guard of(text) > columns, columns > 0 else { return columns > 0 ? text : "" }
    var kept = ""
    var used = 0
    for character in text {
      let wide = character.unicodeScalars.reduce(0) { $0 + width($1) }
      if used + wide > columns - 1 { break }
      kept.append(character)
      used += wide
    }
    return kept + "…"
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0...31, 127...159, 0x200B...0x200F, 0xFEFF: return 0
    // East Asian Wide and Fullwidth blocks (UAX #11), in ranges that hold no narrow letters.
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3,
      0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return 1
      }
    }
  }
}
