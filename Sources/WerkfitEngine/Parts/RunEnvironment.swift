import Foundation

/// The machine and the libraries that computed something, as far as they can change its last bits.
public struct RunEnvironment: Sendable, Hashable, Codable {
  /// The architecture, such as `x86_64`.
  public var architecture: String
  /// The C library with its version: its logarithms and exponentials decide the last bits.
  public var library: String
  /// The version of Swift that compiled the program.
  public var swift: String
  /// The class of the processor: mathematical functions of the C library choose their instructions by it.
  public var processor: String

  /// This machine.
  public static var present: RunEnvironment {
    RunEnvironment(
      architecture: machine, library: libraryVersion, swift: compiler, processor: processorClass)
  }

  private static var machine: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #else
      "unknown"
    #endif
  }

  private static var libraryVersion: String {
    #if canImport(Glibc)
      // Such as `glibc 2.36`; 2 is _CS_GNU_LIBC_VERSION, an enumerator that Swift does not see.
      var name = [CChar](repeating: 0, count: 64)
      guard confstr(2, &name, name.count) > 0 else { return "glibc" }
      return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    #elseif canImport(Musl)
      "musl"
    #else
      "system \(ProcessInfo.processInfo.operatingSystemVersionString)"
    #endif
  }

  private static var compiler: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #elseif compiler(>=6.2)
      "6.2"
    #else
      "6.1"
    #endif
  }

  /// The level of the x86-64 psABI that the processor reaches, else its architecture.
  private static var processorClass: String {
    #if arch(x86_64) && os(Linux)
      guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
        let line = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
      else { return "x86-64" }
      let flags = Set(line.split(separator: " ").map(String.init))
      if flags.isSuperset(of: ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]) {
        return "x86-64-v4"
      }
      if flags.isSuperset(of: ["avx2", "fma", "bmi1", "bmi2"]) { return "x86-64-v3" }
      return flags.contains("sse4_2") ? "x86-64-v2" : "x86-64"
    #else
      return machine
    #endif
  }
}
