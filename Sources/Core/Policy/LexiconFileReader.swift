import Classification
import Portfolio
import Speech
import YAML

/// Decodes a lexicon file; see `LexiconFile` for its form.
struct LexiconFileReader {
  let problems: Problems

  private static let plainName = Wording("a name of letters, digits, “-” and “_”", "由字母、数字、“-”和“_”组成的名称")
  private static let keywordGroup = Wording("a keyword group", "关键词组")

  private struct ReadExample {
    var example: Lexicon.Example
    var at: ValueReader
  }

  func read(_ reader: ValueReader) -> LexiconFile? {
    reader.mapping { keys in
      let name = keys.required("lexicon").parse(Self.plainName) { (text) throws(Rejection) in
        text.utf8.allSatisfy(Self.isNameByte) && text.utf8.count <= 64 ? text : nil
      }
      let language = keys.required("language").parse(Wording("a language code such as zh or en", "语言代码，如 zh 或 en")) {
        (text) throws(Rejection) in
        (2...8).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 97 && $0 <= 122 } ? text : nil
      }
      let version = keys.optional("version").int(in: 1...1_000_000) ?? 1
      var source = Lexicon.Source(language: language ?? "")
      readSets(keys.optional("sets"), into: &source)
      readSpeakers(keys.optional("speakers"), into: &source)
      readLists(keys.optional("words"), into: &source)
      readWeights(keys.optional("weights"), into: &source)
      readHeardAs(keys.optional("heard_as"), into: &source)
      readPhrases(keys.required("phrases"), into: &source)
      let examples = readExamples(keys.optional("examples"))
      guard problems.isEmpty, let name else { return nil }
      guard let lexicon = compile(source, at: keys) else { return nil }
      check(examples, against: lexicon)
      return problems.isEmpty ? LexiconFile(name: name, version: version, lexicon: lexicon, examples: examples.map(\.example)) : nil
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || (byte >= 48 && byte <= 57) || byte == 45 || byte == 95
  }

  private func compile(_ source: Lexicon.Source, at keys: MappingReader) -> Lexicon? {
    do throws(LexiconFault) {
      return try Lexicon(source)
    } catch {
      // Words and sets have been checked one by one; only the whole can still be wrong.
      keys.problem(
        Wording("cannot be used: ", "无法使用：") + error.wording, hint: Wording("split the lexicon in two", "请把词库拆成两个"))
      return nil
    }
  }

  // MARK: Words

  private func word(_ reader: ValueReader) -> String? {
    reader.parse(Wording("a word", "一个词")) { (text) throws(Rejection) in
      var hasContent = false
      for (offset, scalar) in text.unicodeScalars.enumerated() {
        if let objection = Phrase.objection(to: scalar) {
          throw Rejection(Wording("holds what no word can: ", "含有词里不能有的内容：") + objection.wording, offset: offset)
        }
        if scalar != " " { hasContent = true }
      }
      return hasContent ? text : nil
    }
  }

  private func words(_ reader: ValueReader) -> [String] {
    var seen: Set<String> = []
    return reader.oneOrMore { item in
      guard let word = word(item) else { return nil }
      if !seen.insert(word).inserted {
        item.problem(
          Wording("is given twice: “\(word)”", "写了两次：“\(word)”"), hint: Wording("keep one of the two", "请保留其中一个"))
        return nil
      }
      return word
    } ?? []
  }

  private func readSpeakers(_ reader: ValueReader, into source: inout Lexicon.Source) {
    let known = source.sets.map(\.name)
    let read: Lexicon.Speakers? = reader.mapping { keys in
      var speakers = Lexicon.Speakers()
      speakers.debtor = words(keys.optional("debtor"))
      speakers.others = words(keys.optional("others"))
      speakers.unnamed = words(keys.optional("unnamed"))
      speakers.collectorSays = keys.optional("collector_says").oneOrMore { phrase($0, known: known) } ?? []
      speakers.summarySays = keys.optional("summary_says").oneOrMore { phrase($0, known: known) } ?? []
      return speakers
    }
    source.speakers = read ?? Lexicon.Speakers()
  }

  private func readSets(_ reader: ValueReader, into source: inout Lexicon.Source) {
    source.sets =
      reader.entries { key, value in
        let name = key.parse(Self.plainName) { (text) throws(Rejection) in
          text.utf8.allSatisfy(Self.isNameByte) ? text : nil
        }
        let words = words(value)
        return name.map { (name: $0, words: words) }
      } ?? []
  }

  private func readLists(_ reader: ValueReader, into source: inout Lexicon.Source) {
    let lists = reader.mapping { keys in LexiconList.allCases.map { (list: $0, words: words(keys.optional($0.rawValue))) } }
    source.lists = lists?.filter { !$0.words.isEmpty } ?? []
  }

  private func readWeights(_ reader: ValueReader, into source: inout Lexicon.Source) {
    for (group, weight) in reader.entries({ key, value -> (KeywordGroup, Int)? in
      let group = key.choice(among: KeywordGroup.allCases.map { ($0.word, $0) }, what: Self.keywordGroup)
      guard let group, let weight = value.signedMilli(in: GroupWeights.limits) else { return nil }
      return (group, weight)
    }) ?? [] {
      source.weights[group] = weight
    }
  }

  private func readHeardAs(_ reader: ValueReader, into source: inout Lexicon.Source) {
    source.heardAs =
      reader.entries { key, value -> (word: String, spellings: [String])? in
        let (word, spellings) = (word(key), words(value))
        return word.map { ($0, spellings) }
      } ?? []
  }

  // MARK: Phrases

  private func readPhrases(_ reader: ValueReader, into source: inout Lexicon.Source) {
    let known = source.sets.map(\.name)
    var seen: [String: KeywordGroup] = [:]
    let groups: [[(group: KeywordGroup, phrase: Phrase)]]? = reader.entries { key, value in
      let group = key.choice(among: KeywordGroup.allCases.map { ($0.word, $0) }, what: Self.keywordGroup)
      let phrases = value.oneOrMore { item in weighed(item, known: known, &source.phraseWeights) } ?? []
      guard let group else { return nil }
      return phrases.compactMap { phrase in
        if let earlier = seen.updateValue(group, forKey: phrase.text) {
          value.problem(
            Wording(
              "has “\(phrase.text)”, which stands in “\(earlier.word)” already", "含有“\(phrase.text)”，而“\(earlier.word)”里已有"),
            hint: Wording("keep one of the two", "请保留其中一个"))
          return nil
        }
        return (group, phrase)
      }
    }
    source.phrases = groups?.flatMap { $0 } ?? []
  }

  /// A phrase, or `{ say: phrase, weight: 1.5 }` for one that counts otherwise than its group.
  private func weighed(_ reader: ValueReader, known: [String], _ weights: inout [String: Int]) -> Phrase? {
    guard reader.isMapping else { return phrase(reader, known: known) }
    let read: (Phrase, Int)? = reader.mapping { keys in
      let said = phrase(keys.required("say"), known: known)
      let weight = keys.required("weight").signedMilli(in: GroupWeights.limits)
      guard let said, let weight else { return nil }
      return (said, weight)
    }
    guard let (phrase, weight) = read else { return nil }
    weights[phrase.text] = weight
    return phrase
  }

  private func phrase(_ reader: ValueReader, known: [String]) -> Phrase? {
    reader.parse(Wording("a phrase, such as “明天 … {pay}”", "短语，如“明天 … {pay}”")) { (text) throws(Rejection) in
      let phrase: Phrase
      do throws(PhraseFault) {
        phrase = try Phrase(text)
      } catch {
        throw Rejection(Wording("cannot be searched for: ", "无法检索：") + error.wording, offset: error.offset)
      }
      for name in phrase.setNames where !known.contains(name) {
        let define = Wording("define it under “sets”", "请在“sets”下定义它")
        throw Rejection(
          Wording("names a set that does not exist: “\(name)”", "用了不存在的词组：“\(name)”"),
          expectation: Wording("a set defined under “sets”", "在“sets”下定义的词组"),
          hint: known.isEmpty ? define : Suggestion.hint(for: name, among: known))
      }
      return phrase
    }
  }

  // MARK: Examples

  private func readExamples(_ reader: ValueReader) -> [ReadExample] {
    reader.list { item in
      item.mapping { keys in
        let say = keys.required("say").string()
        let tone = keys.required("tone").choice(among: Tone.allCases.map { ($0.word, $0.word) })
        let groups = keys.optional("groups").oneOrMore {
          $0.choice(among: KeywordGroup.allCases.map { ($0.word, $0) }, what: Self.keywordGroup)
        }
        let speaker = keys.optional("speaker").choice(among: Voices.Speaker.allCases.map { ($0.rawValue, $0) })
        guard let say, let tone else { return nil }
        return ReadExample(
          example: Lexicon.Example(text: say, tone: tone, groups: groups ?? [], speaker: speaker), at: keys.required("say"))
      }
    } ?? []
  }

  private func check(_ examples: [ReadExample], against lexicon: Lexicon) {
    let judge = ToneJudge([lexicon])
    for read in examples {
      let verdict = judge.judge(read.example.text)
      let missing = read.example.groups.filter { !verdict.groups.contains($0) }.map(\.word)
      let (reason, hint) = (verdict.wording, Wording("change the phrases or the example", "请修改短语或例句"))
      // An example tests the keywords: it names the tone they alone give.
      if verdict.keywordTone.word != read.example.tone {
        read.at.problem(
          Wording(
            "reads as \(verdict.keywordTone.word) (\(reason.en))", "判为 \(verdict.keywordTone.word)（\(reason.zh)）"),
          expectation: Wording(read.example.tone, "“\(read.example.tone)”"), hint: hint)
      } else if !missing.isEmpty {
        read.at.problem(
          Wording(
            "is read without \(missing.joined(separator: ", ")) (\(reason.en))", "没有判出 \(missing.joined(separator: "、"))（\(reason.zh)）"),
          expectation: Wording("the groups of the example", "例句所写的组"), hint: hint)
      } else if let wanted = read.example.speaker {
        let found = judge.voices(of: read.example.text).speaker
        guard found != wanted else { continue }
        read.at.problem(
          Wording("is taken for words of: \(found.rawValue)", "被当作以下一方的话：\(found.rawValue)"),
          expectation: Wording(wanted.rawValue, "“\(wanted.rawValue)”"),
          hint: Wording("change the labels and phrases under “speakers”, or the example", "请修改“speakers”下的标签和用语，或例句"))
      }
    }
  }
}
