import Portfolio
import Speech
import TestLanguage
import Testing

@testable import Archive

/// What is wrong with an archive, in Chinese.
@Suite struct ArchiveChinese {
  private func said(_ bytes: [UInt8]) -> ArchiveError? {
    do { _ = try SnapshotArchive.read(bytes) } catch { return error as? ArchiveError }
    return nil
  }

  @Test func typicalFaultsAreSaid() {
    let bytes = SnapshotArchive.bytes(Snapshot.random(7))
    #expect(said([UInt8](repeating: 0, count: 64))?.what.zh == "这些字节不是 allot 冻结的输入")
    #expect(said(Array(bytes.dropLast()))?.what.zh == "冻结的输入在 \(bytes.count - 1) 字节后就结束了；应当还有内容")
    #expect(said(bytes + [0])?.what.zh == "冻结的输入没有在该结束处（字节 \(bytes.count)）结束")
  }

  @Test func whateverIsWrongIsSaidInBothLanguages() {
    let bytes = SnapshotArchive.bytes(Snapshot.random(7))
    var dice = Dice(state: 2)
    var messages = Set<String>()
    for _ in 0..<2000 {
      var changed = bytes
      changed[Int(dice.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: dice.next())
      guard let error = said(changed) else { continue }
      messages.insert(error.description.filter { !$0.isNumber })
      #expect(error.what.zh.hasChinese, "\(error)")
      #expect(!error.description.hasChinese, "\(error)")
    }
    #expect(messages.count > 5)
  }
}
