import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension StudyCharts {
  /// The pool for which most people wait in the scenario in focus, or the largest where nobody can wait.
  func pool(in courses: ScenarioCourses) -> PlaceCourse? {
    guard courses.courses.indices.contains(focus) else { return nil }
    func weight(_ pool: PlaceCourse) -> (Double, Double) {
      (pool.waiting?.mean.max() ?? -1, pool.open.max() ?? 0)
    }
    return courses.courses[focus].places.max { weight($0) < weight($1) }
  }

  /// The largest fund of the scenario in focus.
  func fund(in courses: ScenarioCourses) -> FundCourse? {
    guard courses.courses.indices.contains(focus) else { return nil }
    return courses.courses[focus].funds.max { ($0.budget.last ?? 0) < ($1.budget.last ?? 0) }
  }

  /// The waiting list and the places of that pool.
  func waiting(_ courses: ScenarioCourses) -> WaitingChart? {
    guard let pool = pool(in: courses) else { return nil }
    return WaitingChart(
      programme: pool.label, waiting: pool.waiting?.mean ?? [],
      waitingLower95: pool.waiting?.band95.map(\.lower) ?? [],
      waitingUpper95: pool.waiting?.band95.map(\.upper) ?? [],
      used: pool.occupied.mean, capacity: pool.open, start: comparison.run.start,
      monthsPerStep: monthsPerStep)
  }

  /// What has been used of that fund, month by month.
  func budget(_ courses: ScenarioCourses) -> BudgetChart? {
    guard let fund = fund(in: courses) else { return nil }
    return BudgetChart(
      fund: fund.label, spent: fund.used.mean, spentLower95: fund.used.band95.map(\.lower),
      spentUpper95: fund.used.band95.map(\.upper), budget: fund.budget, start: comparison.run.start,
      monthsPerStep: monthsPerStep)
  }

  /// An outcome for each combination of two assumptions.
  func heatMap(_ grid: TwoWaySensitivity, study: Study) -> HeatMapChart {
    let words = AnalysisWords(study: study, language: language)
    let text = ParameterText(say: say, numbers: words.numbers)
    func texts(_ index: Int) -> [String] {
      let rough = grid.values[index].map { text.rough($0, of: grid.parameters[index]) }
      guard Set(rough).count < rough.count else { return rough }
      return grid.values[index].map { words.value($0, of: grid.parameters[index]) }
    }
    return HeatMapChart(
      outcome: words.outcome(grid.outcome), unit: grid.outcome.unit, rowName: grid.parameters[1].label,
      columnName: grid.parameters[0].label, rows: texts(1), columns: texts(0), values: grid.grid)
  }

  /// The unit in which charts write values of an assumption.
  static func unit(_ dimension: WerkfitStudy.Dimension) -> String {
    dimension == .chance ? "share" : ParameterText.unit(dimension)
  }

  /// What was believed of each fitted assumption before, and what is believed after.
  func posterior(_ fit: StudyCalibration, study: Study) -> PosteriorChart {
    let assumptions = zip(fit.parameters, fit.summaries).map { parameter, after in
      let (wide, narrow) = (parameter.bounds(of: 0.95), parameter.bounds(of: 0.8))
      return PosteriorChart.Assumption(
        label: parameter.label, unit: Self.unit(parameter.dimension),
        prior: ChartEstimate(
          mean: parameter.mean, interval80: (narrow.low, narrow.high), interval95: (wide.low, wide.high)),
        posterior: ChartEstimate(
          mean: after.mean.value, interval80: (after.interval80.lower, after.interval80.upper),
          interval95: (after.interval95.lower, after.interval95.upper)))
    }
    let count = fit.items.flatMap(\.names).count
    return PosteriorChart(
      subject: count == 1
        ? say("Gefit aan 1 waarneming", "Fitted to 1 observation")
        : say("Gefit aan \(count) waarnemingen", "Fitted to \(count) observations"),
      assumptions: Array(assumptions))
  }
}
