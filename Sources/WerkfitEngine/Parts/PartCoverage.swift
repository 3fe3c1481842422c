/// Which blocks of a run some files hold together.
public struct PartCoverage: Sendable {
  /// Two files that hold the same block.
  public struct Overlap: Sendable {
    /// The file that holds it again.
    public var file: String
    /// The file that held it already.
    public var also: String
    /// The first block that both hold.
    public var block: Int
  }

  /// Blocks that several files hold.
  public private(set) var doubles: [Overlap] = []
  /// Blocks that no file holds.
  public private(set) var gaps: [Range<Int>] = []
  /// The parts that are missing, from 1, and of how many, where all files are parts of as many; empty otherwise.
  public private(set) var missingParts: [Int] = []

  /// What files cover of a run.
  public init(of files: [RunFile], in plan: SimulationPlan) {
    let inOrder = files.filter { !$0.header.blocks.isEmpty }.sorted { $0.header.first < $1.header.first }
    var furthest: RunFile?
    for file in inOrder {
      let reached = furthest?.header.last ?? 0
      if let furthest, file.header.first < reached {
        doubles.append(Overlap(file: file.path, also: furthest.path, block: file.header.first))
      }
      if file.header.first > reached { gaps.append(reached..<file.header.first) }
      if file.header.last > reached { furthest = file }
    }
    let reached = furthest?.header.last ?? 0
    if reached < plan.blocks { gaps.append(reached..<plan.blocks) }
    let counts = Set(files.map(\.header.shards))
    guard !gaps.isEmpty, let count = counts.first, counts.count == 1, count <= plan.blocks else { return }
    let there = Set(files.map(\.header.shard))
    missingParts = zip(1..., plan.blocks(inParts: count)).filter { !there.contains($0) && !$1.isEmpty }
      .map(\.0)
  }
}
