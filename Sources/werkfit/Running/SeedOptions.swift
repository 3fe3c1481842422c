import ArgumentParser

/// The seed of chance and the number of threads, for every command that computes.
struct SeedOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Het startgetal van het toeval.", valueName: "getal"))
  var seed: UInt64 = 1

  @OptionGroup
  private var threading: ThreadOption

  /// The number of threads; 0 is one per core.
  var threads: Int { threading.threads }
}

/// The number of threads, which decides nothing of what comes out.
struct ThreadOption: ParsableArguments {
  @Option(help: ArgumentHelp("Het aantal threads; 0 is een per kern.", valueName: "aantal"))
  var threads = 0

  func validate() throws {
    guard (0...4096).contains(threads) else { throw ValidationError("--threads moet 0 tot 4096 zijn.") }
  }
}
