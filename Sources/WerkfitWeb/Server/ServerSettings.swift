import WerkfitArchive

/// How the web app is served.
public struct ServerSettings: Sendable {
  /// The address that is listened on; anything but this machine's own needs a token.
  public var host = "127.0.0.1"
  /// The port; 0 takes a free one.
  public var port = 8080
  /// The study files, in the order in which they are shown.
  public var studies: [String]
  /// What a browser must know where others than this machine can reach the server.
  public var token: String?
  /// Where runs are kept; nil for nowhere.
  public var archive: RunArchive?
  /// What is the most.
  public var limits = ServerLimits()

  /// How some studies are served.
  public init(studies: [String]) { self.studies = studies }

  /// Whether only this machine can reach the server.
  public var isLocal: Bool { SafetyRules.isLocal(host) }
}

/// What is the most that the server does at once, takes and keeps.
public struct ServerLimits: Sendable {
  /// The largest body of a request, in bytes.
  public var body = 1_000_000
  /// The seconds in which a request must have come in.
  public var secondsToAsk = 15
  /// The seconds in which the next request must have begun, and in which a reader must take some of an answer.
  public var secondsBetween = 20
  /// The connections that are open at once.
  public var connections = 200
  /// The requests of one address a second, on average.
  public var requestsPerSecond = 100.0
  /// The requests of one address at once.
  public var burst = 400.0
  /// The calculations that wait for their turn.
  public var waiting = 40
  /// The seconds after which a calculation for a page is stopped.
  public var secondsToCompute = 60.0
  /// The seconds after which a job is stopped.
  public var secondsPerJob = 900.0
  /// The jobs that are remembered.
  public var jobs = 60
  /// The studies that are kept besides the files: dropped or saved by readers.
  public var guests = 40

  /// The usual limits.
  public init() {}
}
