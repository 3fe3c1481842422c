/// Parameters and tables in an order in which each comes after those it reads.
struct ParameterGraph {
  /// What each item reads: positions of other items.
  private let reads: [[Int]]

  /// A graph of items, each with the positions of the items that it reads.
  init(reads: [[Int]]) {
    self.reads = reads
  }

  /// The order, and the cycles among the items that have no place in it.
  ///
  /// Without recursion, so that a chain of a hundred thousand parameters does no harm.
  func ordered() -> (order: [Int], cycles: [[Int]]) {
    var waiting = reads.map(\.count)
    var readers = [[Int]](repeating: [], count: reads.count)
    for (item, others) in reads.enumerated() {
      for other in others { readers[other].append(item) }
    }
    var order = waiting.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for reader in readers[order[next]] {
        waiting[reader] -= 1
        if waiting[reader] == 0 { order.append(reader) }
      }
      next += 1
    }
    return (order, cycles(among: waiting.indices.filter { waiting[$0] > 0 }))
  }

  private func cycles(among items: [Int]) -> [[Int]] {
    let left = Set(items)
    var visited: Set<Int> = []
    var cycles: [[Int]] = []
    for start in items where !visited.contains(start) {
      var path: [Int] = []
      var positions: [Int: Int] = [:]
      var item: Int? = start
      while let current = item, positions[current] == nil, !visited.contains(current) {
        positions[current] = path.count
        path.append(current)
        item = reads[current].first(where: left.contains)
      }
      if let closing = item, let position = positions[closing] { cycles.append(Array(path[position...])) }
      visited.formUnion(path)
    }
    return cycles
  }
}

extension FormulaNode {
  /// The number of parts with all names written out, given the sizes of computed names.
  func size(of sizes: [String: Int]) -> Int {
    switch self {
    case .number: 1
    case .name(let name, _): sizes[name] ?? 1
    case .table(_, let inner, _), .negate(let inner, _): 1 + inner.size(of: sizes)
    case .binary(_, let left, let right, _): 1 + left.size(of: sizes) + right.size(of: sizes)
    case .call(_, let arguments, _): arguments.reduce(1) { $0 + $1.size(of: sizes) }
    }
  }

  /// The names that the formula reads: of parameters (or their components), and of tables.
  var reads: (names: Set<String>, tables: Set<String>) {
    var names: Set<String> = []
    var tables: Set<String> = []
    collect(&names, &tables)
    return (names, tables)
  }

  private func collect(_ names: inout Set<String>, _ tables: inout Set<String>) {
    switch self {
    case .number: break
    case .name(let name, _): names.insert(name)
    case .table(let name, let argument, _):
      tables.insert(name)
      argument.collect(&names, &tables)
    case .negate(let inner, _): inner.collect(&names, &tables)
    case .binary(_, let left, let right, _):
      left.collect(&names, &tables)
      right.collect(&names, &tables)
    case .call(_, let arguments, _):
      for argument in arguments { argument.collect(&names, &tables) }
    }
  }
}
