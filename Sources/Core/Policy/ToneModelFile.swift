package import Classification
import Portfolio
import Speech
package import YAML

/// A trained model as a file: YAML like the other files of a policy, so that it is stored, versioned and put in force like them.
///
/// ```yaml
/// model: own-sentences
/// version: 1
/// trained_on: { texts: 2427, digest: 9f86d0… }
/// temperature: 2099
/// uncooperative_from: { alone: 400, beside_keywords: 400 }
/// beside_keywords: { factor: 1638, nothing: [-140, 35, 42] }
/// bias: [12, -40, 28]
/// grams: |
///   不还 -210 950 -740
/// ```
/// Weights are in 1/1024, in the order cooperative, uncooperative, neutral; `_` is a blank.
package struct ToneModelFile: Sendable {
  /// By which the agency file names it.
  package var name: String
  /// 1…1,000,000; 1 if the file gives none.
  package var version: Int
  /// How many texts it was trained on, and the SHA-256 of their file in hexadecimal.
  package var texts: Int
  /// 64 hexadecimal digits.
  package var labelsDigest: String
  /// Checked: its grams can occur and its weights are in range.
  package var model: ToneModel

  /// A file about to be written.
  package init(name: String, version: Int, texts: Int, labelsDigest: String, model: ToneModel) {
    self.name = name
    self.version = version
    self.texts = texts
    self.labelsDigest = labelsDigest
    self.model = model
  }

  /// Reads a model. Throws every problem at once.
  package static func parse(_ bytes: [UInt8], file: String) throws(PolicyFault) -> ToneModelFile {
    let problems = Problems(file: file)
    let read = YAMLNode.read(bytes, into: problems).flatMap { ToneModelFile.read($0, into: problems) }
    guard let read, problems.isEmpty else { throw PolicyFault(problems: problems.list) }
    return read
  }

  /// Reads a model from its document; nil, with the problems reported, if it cannot be used.
  package static func read(_ root: YAMLNode, into problems: Problems) -> ToneModelFile? { read(ValueReader(root, into: problems)) }

  static func read(_ reader: ValueReader) -> ToneModelFile? {
    let problems = reader.problems
    return reader.mapping { keys in
      let name = keys.required("model").code()
      let version = keys.optional("version").int(in: 1...1_000_000) ?? 1
      let trained = keys.optional("trained_on").mapping { keys in
        (keys.optional("texts").int(in: 0...1_000_000_000) ?? 0, keys.optional("digest").string() ?? "")
      }
      var source = ToneModel.Source()
      source.bias = keys.required("bias").or(source.bias, scores)
      source.temperature = keys.required("temperature").or(source.temperature) { $0.int(in: 1...1_000_000) }
      keys.required("uncooperative_from").mapping { keys -> Void? in
        source.uncooperativeFrom = keys.required("alone").or(400) { $0.int(in: 1...999) }
        source.uncooperativeFromBeside = keys.required("beside_keywords").or(400) { $0.int(in: 1...999) }
        return nil
      }
      keys.optional("beside_keywords").mapping { keys -> Void? in
        source.besideFactor = keys.required("factor").or(1_024) { $0.int(in: 0...1_000_000) }
        for reading in KeywordReading.allCases {
          source.besideKeywords[reading.rawValue] = keys.optional(reading.word).or(ToneScores(), scores)
        }
        return nil
      }
      source.grams = grams(keys.required("grams"))
      guard problems.isEmpty, let name else { return nil }
      guard let model = ToneModel(source) else {
        keys.problem(
          Wording("has a gram that no text can hold, or one twice", "有文本中不可能出现的字串，或有重复的字串"),
          hint: Wording("train it again: allot tone train", "请重新训练：allot tone train"))
        return nil
      }
      return ToneModelFile(name: name, version: version, texts: trained?.0 ?? 0, labelsDigest: trained?.1 ?? "", model: model)
    }
  }

  private static func scores(_ reader: ValueReader) -> ToneScores? {
    let limit = 1_000_000
    guard let numbers = reader.list({ $0.int(in: -limit...limit) }) else { return nil }
    guard numbers.count == 3 else {
      reader.problem(
        Wording("has \(numbers.count) numbers", "有 \(numbers.count) 个数"),
        expectation: Wording("three: cooperative, uncooperative, neutral", "三个：cooperative、uncooperative、neutral"))
      return nil
    }
    return ToneScores(cooperative: Int32(numbers[0]), uncooperative: Int32(numbers[1]), neutral: Int32(numbers[2]))
  }

  private static func grams(_ reader: ValueReader) -> [ToneModel.Gram] {
    reader.parse(Wording("lines of a gram and three weights", "每行一个字串和三个权重")) { (text) throws(Rejection) in
      var grams: [ToneModel.Gram] = []
      for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
        let parts = line.split(separator: UInt8(ascii: " "))
        let numbers = parts.dropFirst().compactMap { Int32(String($0) ?? "") }
        guard parts.count == 4, numbers.count == 3, let gram = String(parts[0]) else {
          throw Rejection(
            Wording("has a line that is no gram with three weights, the \(grams.count + 1)th", "第 \(grams.count + 1) 行不是字串加三个权重"))
        }
        grams.append(ToneModel.Gram(gram, ToneScores(cooperative: numbers[0], uncooperative: numbers[1], neutral: numbers[2])))
      }
      return grams
    } ?? []
  }

  /// The file, the same bytes for the same model.
  package var text: String {
    func list(_ scores: ToneScores) -> String { "[\(scores.cooperative), \(scores.uncooperative), \(scores.neutral)]" }
    let source = model.source
    var text = """
      # Tone of conversations by character n-grams, written by “allot tone train”. Weights in 1/1024: cooperative, uncooperative, neutral.
      model: \(name)
      version: \(version)
      trained_on: { texts: \(texts), digest: "\(labelsDigest)" }
      temperature: \(source.temperature)
      uncooperative_from: { alone: \(source.uncooperativeFrom), beside_keywords: \(source.uncooperativeFromBeside) }
      bias: \(list(source.bias))
      beside_keywords:
        factor: \(source.besideFactor)

      """
    for reading in KeywordReading.allCases { text += "  \(reading.word): \(list(source.besideKeywords[reading.rawValue]))\n" }
    text += "grams: |\n"
    for gram in source.grams {
      text += "  \(gram.text) \(gram.weights.cooperative) \(gram.weights.uncooperative) \(gram.weights.neutral)\n"
    }
    return text
  }
}
