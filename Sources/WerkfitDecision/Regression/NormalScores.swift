import CGSL

/// Per value the rank among all, from 0 to 1; equal values share the middle of their ranks.
func ranks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var first = 0
  while first < order.count {
    var last = first
    while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
    let rank = (Double(first + last) / 2 + 0.5) / Double(order.count)
    for k in first...last { ranks[order[k]] = rank }
    first = last + 1
  }
  return ranks
}

/// The standard normal quantile of each rank: the shape of a distribution is taken out, its order stays.
func normalScores(ranks: [Double]) -> [Double] {
  _ = GSLErrors.silenced
  return ranks.map { gsl_cdf_ugaussian_Pinv($0) }
}

/// The values less their mean, over their standard deviation.
func standardised(_ values: [Double]) -> [Double] {
  let (centre, spread) = (mean(values), variance(values).squareRoot())
  return values.map { spread > 0 ? ($0 - centre) / spread : 0 }
}
