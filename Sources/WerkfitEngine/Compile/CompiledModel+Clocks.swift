import WerkfitStudy

extension CompiledModel {
  /// Writes the clocks of a step (0 …) for the people of a group, or of the study (−1), in order of
  /// `ClockVariable.allCases`; those of a person stand at 1.
  func setClocks(_ base: UnsafeMutablePointer<Double>, stride: Int, step: Int, group: Int) {
    let month = clock.month(ofStep: step)
    base[0] = Double(step + 1)
    base[stride] = 1
    base[2 * stride] = 1
    base[3 * stride] =
      (groups.indices.contains(group) ? groups[group].age : 0) + Double(step) / clock.stepsPerYear
    base[4 * stride] = Double(month.month)
    base[5 * stride] = Double(month.year)
  }
}
