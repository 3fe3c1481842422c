import WerkfitStudy

/// What makes two computations the same run: the same bits come out.
public struct RunIdentity: Sendable, Hashable, Codable {
  /// The version of werkfit.
  public var program: String
  /// The version of the stream of random numbers.
  public var stream: Int
  /// SHA-256 over the texts of the study and the changes to it.
  public var study: String
  /// The settings; the number of threads, which decides nothing, is 0.
  public var settings: RunSettings

  /// The identity of a run of this program.
  ///
  /// - Parameter program: The version of werkfit.
  public init(program: String, sources: StudySources, settings: RunSettings) {
    self.program = program
    stream = RandomStream.version
    study = sources.hash
    self.settings = settings
    self.settings.threads = 0
  }

  /// What differs from another run, for readers; empty where they are the same.
  public func differences(from other: RunIdentity) -> [Sentence] {
    var found: [Sentence] = []
    func compare<Value: Equatable>(_ path: KeyPath<RunIdentity, Value>, _ english: String, _ dutch: String) {
      let (own, others) = (self[keyPath: path], other[keyPath: path])
      if own != others {
        found.append(Sentence("\(english) (\(own), not \(others))", "\(dutch) (\(own), niet \(others))"))
      }
    }
    if study != other.study { found.append(Sentence("the study", "de studie")) }
    compare(\.program, "the version of werkfit", "de versie van werkfit")
    compare(\.stream, "the version of the random numbers", "de versie van de toevalsgetallen")
    compare(\.settings.seed, "the seed", "het startgetal")
    compare(\.settings.replications, "the replications", "de doorrekeningen")
    var (own, others) = (settings, other.settings)
    for path in [\RunSettings.replications] { (own[keyPath: path], others[keyPath: path]) = (0, 0) }
    (own.seed, others.seed) = (0, 0)
    if (own.scenarios, own.readings) != (others.scenarios, others.readings) {
      found.append(Sentence("the scenarios or readings", "de scenario's of lezingen"))
    }
    (own.scenarios, own.readings) = (others.scenarios, others.readings)
    if own != others {
      found.append(Sentence("the way of computing", "de manier van rekenen"))
    }
    return found
  }
}

/// What stands at the head of a file with computed blocks.
public struct RunFileHeader: Sendable, Hashable, Codable {
  /// Which run it is of.
  public var identity: RunIdentity
  /// The texts from which the study was read.
  public var sources: StudySources
  /// The machine that computed the blocks.
  public var environment: RunEnvironment
  /// Which part of the run it holds, from 1; 1 of 1 for a whole run.
  public var shard: Int
  /// The number of parts.
  public var shards: Int
  /// The first block.
  public var first: Int
  /// The block after the last one.
  public var last: Int

  /// The head of a file with the blocks of a part.
  public init(
    identity: RunIdentity, sources: StudySources, environment: RunEnvironment = .present, shard: Int = 1,
    shards: Int = 1, blocks: Range<Int>
  ) {
    self.identity = identity
    self.sources = sources
    self.environment = environment
    (self.shard, self.shards) = (shard, shards)
    (first, last) = (blocks.lowerBound, blocks.upperBound)
  }

  /// Whether the head can be that of a file of werkfit: its numbers come from outside.
  var isPossible: Bool {
    let settings = identity.settings
    return (1...1_000_000).contains(shards) && (1...shards).contains(shard) && first >= 0 && first <= last
      && last <= 100_000_000 && (1...100_000_000).contains(settings.replications)
      && (settings.chancesPerDraw.map { (1...settings.replications).contains($0) } ?? true)
      && (settings.replicationsForReadings.map { (1...100_000_000).contains($0) } ?? true)
      && (0...1_000_000).contains(settings.smallFlow) && settings.threads == 0
      && identity.study == sources.hash
  }

  /// The blocks.
  public var blocks: Range<Int> { first..<max(first, last) }
}
