import WerkfitStudy

/// The outcomes of one reading while threads compute them: of all its draws, or of those of a part.
struct ReadingStore: Sendable {
  let plan: ReadingPlan
  let layout: ColumnLayout
  let sampled: ColumnStore
  let counterfactual: ColumnStore
  let expected: ColumnStore
  let expectedShadow: ColumnStore
  let series: SeriesCollector
  /// The quantities, where they are kept.
  let kept: KeptReading?
  /// The courses of the first draws, where they are kept.
  let courses: CourseStore
  private let memory: ColumnMemory

  /// - Parameter draws: The draws that are kept, from the first of a block on.
  /// - Throws: `SimulationError.storage` where there is no room.
  init(plan: ReadingPlan, draws: Range<Int>, keepsQuantities: Bool = false, coursesKept: Int = 0) throws {
    self.plan = plan
    let layout = ColumnLayout(models: plan.models)
    self.layout = layout
    kept = keepsQuantities ? try KeptReading(plan: plan, layout: layout) : nil
    let (rows, traces) = (plan.rows(of: draws), plan.traces(of: draws))
    let scenarios = plan.models.count
    let sizes = [rows, rows, traces, traces].map {
      ColumnStore.count(scenarios: scenarios, columns: layout.count, rows: $0)
    }
    let memory = try ColumnMemory(count: sizes.reduce(0, +))
    self.memory = memory
    func store(_ index: Int, _ rows: Range<Int>) -> ColumnStore {
      ColumnStore(
        scenarios: scenarios, columns: layout.count, rows: rows, memory: memory,
        start: sizes[..<index].reduce(0, +))
    }
    sampled = store(0, rows)
    counterfactual = store(1, rows)
    expected = store(2, traces)
    expectedShadow = store(3, traces)
    series = SeriesCollector(models: plan.models)
    courses = CourseStore(scenarios: scenarios, draws: draws.clamped(to: 0..<max(0, coursesKept)))
  }

  func result(scenarios: [String]) -> ReadingResult {
    memory.seal()
    let owner = ColumnOwner(memory)
    func table(_ store: ColumnStore) -> OutcomeTable {
      store.table(scenarios: scenarios, outcomes: layout.outcomes, owner: owner)
    }
    return ReadingResult(
      reading: plan.reading, sampled: table(sampled), counterfactual: table(counterfactual),
      expected: plan.hasTraces ? (table(expected), table(expectedShadow)) : nil,
      expectationIsExact: plan.expectationIsExact, chancesPerDraw: plan.chances,
      series: series.series(replications: Double(plan.rows)), courses: courses.all)
  }
}
