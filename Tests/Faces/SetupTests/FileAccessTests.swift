import Faults
import Glibc
import Speech
import Testing

/// Whole files: read when they are files, written whole or not at all, and never through a link.
@Suite struct FileAccessTests {
  private final class Folder {
    let path: String
    init() {
      var template = Array("/tmp/allot-files-XXXXXX".utf8CString)
      #expect(mkdtemp(&template) != nil)
      path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    deinit {
      for name in (try? FileAccess.names(in: path)) ?? [] { if unlink(path + "/" + name) != 0 { rmdir(path + "/" + name) } }
      rmdir(path)
    }
  }

  @Test func onlyFilesAreReadAndNothingWaitsForAPipe() throws {
    let folder = Folder()
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0 && mkdir(folder.path + "/folder", 0o700) == 0)
    for (path, word) in [("\(folder.path)/pipe", "a pipe"), ("/dev/zero", "a device"), ("\(folder.path)/folder", "a folder")] {
      let refused = #expect(throws: OperationError.self) { try FileAccess.read(path) }
      #expect(refused?.status == .noInput && refused?.what.en == "\(path) is \(word); expected a file", "\(refused?.description ?? "")")
      #expect(refused?.remedy != nil)
    }
    let missing = #expect(throws: OperationError.self) { try FileAccess.read(folder.path + "/none.csv") }
    #expect(missing?.what.zh.hasPrefix("无法打开 /") == true, "\(missing?.what.zh ?? "")")
    #expect(try FileAccess.read("/dev/null") == [])
    try FileAccess.write(folder.path + "/file", [1, 2, 3])
    #expect(try FileAccess.read(folder.path + "/file") == [1, 2, 3])
  }

  @Test func aPipeThatNobodyReadsIsRefusedAndOneThatIsReadIsWritten() throws {
    let folder = Folder()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let refused = #expect(throws: OperationError.self) { try FileAccess.write(pipe, [1]) }
    #expect(refused?.status == .cannotCreate && refused?.what.en == "cannot write \(pipe): nobody reads it")
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try FileAccess.write(pipe, [1, 2])
    var bytes = [UInt8](repeating: 0, count: 4)
    #expect(read(reader, &bytes, 4) == 2 && bytes == [1, 2, 0, 0])
  }

  @Test func aPlantedLinkIsNeitherFollowedNorTakenOver() throws {
    let folder = Folder()
    let victim = folder.path + "/victim"
    try FileAccess.write(victim, [9])
    // The name that earlier versions used, and the file itself.
    #expect(symlink(victim, "\(folder.path)/out.new.\(getpid())") == 0 && symlink(victim, "\(folder.path)/out") == 0)
    try FileAccess.write(folder.path + "/out", [1, 2], mode: 0o600)
    #expect(try FileAccess.read(victim) == [9] && FileAccess.read(folder.path + "/out") == [1, 2])
    var status = stat()
    #expect(lstat(folder.path + "/out", &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o777 == 0o600)
  }

  @Test func whatIsNotFinishedLeavesNothingBehindAndTheOldFileAsItWas() throws {
    let folder = Folder()
    let path = folder.path + "/out"
    try FileAccess.write(path, [7])
    do {
      let file = try ReplacedFile(path)
      try file.append([1, 2, 3])
      #expect(try FileAccess.names(in: folder.path).count == 2)
    }
    #expect(try FileAccess.names(in: folder.path) == ["out"] && FileAccess.read(path) == [7])
    let missing = #expect(throws: OperationError.self) { try FileAccess.write(folder.path + "/no/out", [1]) }
    #expect(missing?.status == .cannotCreate)
    // A full disk: the device takes nothing, and is still a device afterwards.
    #expect(#expect(throws: OperationError.self) { try FileAccess.write("/dev/full", [1]) }?.status == .cannotCreate)
    try FileAccess.write("/dev/null", [1])
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
  }
}
