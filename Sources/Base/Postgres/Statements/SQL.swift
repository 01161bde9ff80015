/// A statement with its parameters, written as an interpolated string: `"SELECT a FROM t WHERE b = \(x)"` sends `$1` and the value
/// of `x` apart. Text can come in only through literals in the source or, said so openly, through `\(raw:)`.
package struct SQL: Sendable {
  enum Segment: Sendable {
    case text(String)
    /// Text that holds a value: sent, but not shown in errors.
    case literal(String)
    case parameter(Parameter)
  }

  struct Parameter: Sendable {
    var type: PostgresType
    /// The binary form; nil is NULL.
    var bytes: [UInt8]?
  }

  private(set) var segments: [Segment]

  /// Trusted text without parameters: never anything that came from outside.
  package init(raw text: String) {
    segments = [.text(text)]
  }

  /// Statements joined; parameters are numbered anew.
  package static func + (a: SQL, b: SQL) -> SQL {
    var result = a
    result.segments += b.segments
    return result
  }
}

extension SQL: ExpressibleByStringInterpolation {
  /// A statement without parameters, written in the source.
  package init(stringLiteral text: String) {
    self.init(raw: text)
  }

  /// Text and parameters as they were collected, in order.
  package init(stringInterpolation: StringInterpolation) {
    segments = stringInterpolation.segments
  }

  /// Collects text and parameters.
  package struct StringInterpolation: StringInterpolationProtocol, Sendable {
    var segments: [Segment] = []

    /// Called by the compiler for each interpolated string.
    package init(literalCapacity: Int, interpolationCount: Int) {
      segments.reserveCapacity(interpolationCount * 2 + 1)
    }

    /// Text between two interpolations, which stands in the source.
    package mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { segments.append(.text(text)) }
    }

    /// A parameter.
    package mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
      var bytes: [UInt8]?
      if !value.isPostgresNull {
        var encoded: [UInt8] = []
        value.encode(into: &encoded)
        bytes = encoded
      }
      segments.append(.parameter(Parameter(type: Value.postgresType, bytes: bytes)))
    }

    /// A `jsonb` parameter.
    package mutating func appendInterpolation(json text: String) {
      appendInterpolation(PostgresJSON(text))
    }

    /// A `jsonb` parameter, or NULL.
    package mutating func appendInterpolation(json text: String?) {
      appendInterpolation(text.map(PostgresJSON.init))
    }

    /// A part of a statement with its own parameters.
    package mutating func appendInterpolation(_ part: SQL) {
      segments += part.segments
    }

    /// Trusted text, pasted as it is: never anything that came from outside.
    package mutating func appendInterpolation(raw text: String) {
      appendLiteral(text)
    }

    /// A name of a table, column…, quoted.
    package mutating func appendInterpolation(identifier name: String) {
      appendLiteral(SQL.quoted(identifier: name))
    }

    /// A text, quoted as a literal: for statements that take no parameters (COPY, DDL).
    package mutating func appendInterpolation(literal text: String) {
      segments.append(.literal(SQL.quoted(literal: text)))
    }

    /// An integer as a literal.
    package mutating func appendInterpolation(literal number: some FixedWidthInteger) {
      // Parentheses: a minus sign after an operator would be read as part of it.
      segments.append(.literal(number < 0 ? "(\(number))" : "\(number)"))
    }

    /// A truth value as a literal.
    package mutating func appendInterpolation(literal value: Bool) {
      segments.append(.literal(value ? "TRUE" : "FALSE"))
    }

    /// A date as a literal.
    package mutating func appendInterpolation(literal date: PostgresDate) {
      segments.append(.literal("(DATE '2000-01-01' + (\(date.days)))"))
    }

    /// An instant as a literal.
    package mutating func appendInterpolation(literal instant: PostgresTimestamp) {
      let (seconds, rest) = instant.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
      segments.append(
        .literal(
          "(TIMESTAMPTZ '2000-01-01 00:00:00+00' + make_interval(secs => 0) + (\(seconds)) * INTERVAL '1 second' "
            + "+ (\(rest)) * INTERVAL '1 microsecond')"))
    }

    /// Integers as an array literal, to be cast: `\(literal: ids)::bigint[]`.
    package mutating func appendInterpolation(literal numbers: [some FixedWidthInteger]) {
      segments.append(.literal("'{" + numbers.map { "\($0)" }.joined(separator: ",") + "}'"))
    }
  }
}

extension SQL {
  /// The text for errors and logs: `$1`… for parameters, `'…'` for literals, never a value.
  package var description: String { render(showingLiterals: false) }

  /// The text sent to the server.
  var text: String { render(showingLiterals: true) }

  var parameters: [Parameter] {
    segments.compactMap { if case .parameter(let parameter) = $0 { parameter } else { nil } }
  }

  private func render(showingLiterals: Bool) -> String {
    var text = ""
    var number = 0
    for segment in segments {
      switch segment {
      case .text(let part): text += part
      case .literal(let part): text += showingLiterals ? part : "'…'"
      case .parameter:
        number += 1
        text += "$\(number)"
      }
    }
    return text
  }

  /// A name in double quotes.
  static func quoted(identifier name: String) -> String {
    var result = "\""
    for character in name.unicodeScalars {
      if character == "\"" { result += "\"" }
      result.unicodeScalars.append(character)
    }
    return result + "\""
  }

  /// A table's name, with or without its schema, in double quotes.
  static func quoted(table name: String) -> String {
    name.split(separator: ".", maxSplits: 1).map { quoted(identifier: String($0)) }.joined(separator: ".")
  }

  /// A text in single quotes, read the same whatever `standard_conforming_strings` says.
  static func quoted(literal text: String) -> String {
    var result = ""
    var hasBackslash = false
    for character in text.unicodeScalars {
      if character == "'" || character == "\\" { result.unicodeScalars.append(character) }
      if character == "\\" { hasBackslash = true }
      result.unicodeScalars.append(character)
    }
    return (hasBackslash ? " E'" : "'") + result + "'"
  }
}

extension SQL: CustomStringConvertible {}
