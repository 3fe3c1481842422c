import WerkfitStudy

/// Runs in parts: on several machines, or with interruptions.
extension SimulationPlan {
  /// The blocks of each of some parts of about equal work: readings with fewer draws weigh on the first blocks only.
  ///
  /// Every part has a block where there are enough.
  public func blocks(inParts count: Int) -> [Range<Int>] {
    let total = Double((0..<blocks).reduce(0) { $0 + work(in: $1) })
    var parts: [Range<Int>] = []
    var (first, next, given) = (0, 0, 0.0)
    for part in 1...max(count, 1) {
      let left = count - part
      while next < blocks - left, next == first || given < total * Double(part) / Double(count) || left == 0 {
        given += Double(work(in: next))
        next += 1
      }
      parts.append(first..<next)
      first = next
    }
    return parts
  }

  /// The most bytes that the data of a block can have, or nil where the run has no such block.
  public func longestData(of block: Int) -> Int? {
    guard (0..<blocks).contains(block) else { return nil }
    return zip(plans, sizes).reduce(0) { sum, pair in
      let (plan, size) = pair
      let first = min(block * StudyRun.blockSize, plan.draws)
      let draws = first..<min(first + StudyRun.blockSize, plan.draws)
      guard !draws.isEmpty else { return sum }
      let rows = 2 * plan.rows(of: draws).count + 2 * plan.traces(of: draws).count
      return sum + size.columns * (rows * 8 + 4) + size.series
    }
  }

  /// Computes the blocks of a part that are not in its file yet, and adds them to it.
  ///
  /// - Throws: `SimulationError`, and `RunFileError` where the file cannot be written.
  public func compute(
    _ part: Range<Int>, into writer: RunFileWriter, except done: Set<Int> = [],
    progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws {
    let run = try run(blocks: part)
    let note = counter(of: run, progress)
    for block in done { note(run.work(in: block)) }
    try run.compute(except: done, threads: threads, note: note, isCancelled: isCancelled) { block, series in
      try writer.add(block) { run.write(block, series: series, to: &$0) }
    }
  }

  /// Computes everything that is not in files yet.
  ///
  /// The blocks are read in their order, whatever file they are in: sums of floating-point numbers depend on it.
  ///
  /// - Parameters:
  ///   - files: Files of this run, with what was found in them.
  ///   - writer: Where newly computed blocks are kept, or nil.
  /// - Throws: `SimulationError`, and `RunFileError` where a file cannot be read or written.
  public func result(
    from files: [(file: RunFile, contents: RunFile.Contents)], keeping writer: RunFileWriter? = nil,
    progress: (@Sendable (Double) -> Void)? = nil, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws -> StudyResult {
    let run = try run(blocks: 0..<blocks)
    let note = counter(of: run, progress)
    var done: Set<Int> = []
    for block in 0..<blocks {
      for (file, contents) in files {
        guard let data = try file.data(of: block, in: contents) else { continue }
        if isCancelled?() == true { throw SimulationError.cancelled }
        guard let series = try run.read(block, from: data) else {
          throw RunFileError(file.path, .damaged(at: contents.places[block]?.lowerBound ?? 0))
        }
        run.add(series, of: block)
        note(run.work(in: block))
        done.insert(block)
        break
      }
    }
    try run.compute(except: done, threads: threads, note: note, isCancelled: isCancelled) { block, series in
      try writer?.add(block) { run.write(block, series: series, to: &$0) }
      run.add(series, of: block)
    }
    return result(of: run)
  }

  private func work(in block: Int) -> Int {
    plans.reduce(0) { sum, plan in
      let first = min(block * StudyRun.blockSize, plan.draws)
      let draws = first..<min(first + StudyRun.blockSize, plan.draws)
      return sum + plan.rows(of: draws).count * plan.models.count
    }
  }
}
