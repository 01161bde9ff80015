/// The rows of a query, all in memory. May leave the connection's closure.
package struct Rows: RandomAccessCollection, Sendable {
  let result: QueryResult

  /// Rows count from 0.
  package var startIndex: Int { 0 }
  /// Number of rows.
  package var endIndex: Int { result.rowCount }

  /// One row. Stops the program for a position there is not.
  package subscript(position: Int) -> Row {
    precondition(indices.contains(position), "row \(position) of \(count)")
    return Row(result: result, index: position, number: position)
  }

  /// The names of the columns, in order.
  package var columnNames: [String] { (0..<result.columnCount).map(result.columnName) }

  /// The one row. Throws when there is none or more than one.
  package func only() throws(PostgresError) -> Row {
    guard count == 1 else {
      throw PostgresError(.decoding, said: "exactly one row was expected, the query gave \(count)", sql: result.sql)
    }
    return self[0]
  }

  /// The rows as tuples; the types must be as many as the columns.
  package func decode<each Value: PostgresDecodable>(_ types: repeat (each Value).Type) throws(PostgresError) -> [(repeat each Value)] {
    var values: [(repeat each Value)] = []
    values.reserveCapacity(count)
    for row in self { values.append(try row.decode(repeat each types)) }
    return values
  }
}

/// One row of a query.
package struct Row: Sendable {
  let result: QueryResult
  /// Position in `result`.
  let index: Int
  /// Position in the whole answer, for errors; counts from 0.
  let number: Int

  /// Number of columns.
  package var count: Int { result.columnCount }

  /// The value of a column by position, from 0. Throws when its type is another, or it is NULL and `Value` not an Optional.
  package subscript<Value: PostgresDecodable>(column: Int, as type: Value.Type) -> Value {
    get throws(PostgresError) {
      guard column >= 0, column < count else {
        throw PostgresError(.usage, said: "column \(column) was asked for, the query has \(count) (from 0)", sql: result.sql)
      }
      do throws(ValueMismatch) {
        guard let bytes = result.bytes(row: index, column: column) else { return try Value.decodeNull() }
        let type = result.columnType(column)
        guard Value.accepts(type) else { throw ValueMismatch("is of type \(type), and \(Value.self) was asked for") }
        return try Value.decode(bytes, type: type)
      } catch {
        throw PostgresError(
          .decoding, said: "row \(number), column \(column) \"\(result.columnName(column))\" \(error.reason)", sql: result.sql)
      }
    }
  }

  /// The value of a column by name.
  package subscript<Value: PostgresDecodable>(name: String, as type: Value.Type) -> Value {
    get throws(PostgresError) {
      guard let column = result.column(named: name) else {
        throw PostgresError(.usage, said: "the query has no column \"\(name)\"", sql: result.sql)
      }
      return try self[column, as: type]
    }
  }

  /// All columns as a tuple; the types must be as many as the columns.
  package func decode<each Value: PostgresDecodable>(_ types: repeat (each Value).Type) throws(PostgresError) -> (repeat each Value) {
    var expected = 0
    for _ in repeat each types { expected += 1 }
    guard expected == count else {
      throw PostgresError(.usage, said: "\(expected) columns were asked for, the query has \(count)", sql: result.sql)
    }
    var column = -1
    func next<Next: PostgresDecodable>(_ type: Next.Type) throws(PostgresError) -> Next {
      column += 1
      return try self[column, as: type]
    }
    return (repeat try next(each types))
  }
}
