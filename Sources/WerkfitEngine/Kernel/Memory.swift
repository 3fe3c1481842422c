/// Plain memory for a fixed number of elements, which hot loops read and write without counting references.
///
/// Whoever makes it gives it back. No two threads share one.
struct Memory<Element> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: max(count, 1))
    for (index, element) in elements.enumerated() { (base + index).initialize(to: element) }
  }

  init(repeating element: Element, count: Int) {
    self.count = count
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: element, count: count)
  }

  var indices: Range<Int> { 0..<count }

  @inline(__always)
  subscript(index: Int) -> Element {
    unsafeAddress { UnsafePointer(base + index) }
    nonmutating unsafeMutableAddress { base + index }
  }

  func fill(_ element: Element) { base.update(repeating: element, count: count) }

  func deallocate() {
    base.deinitialize(count: count)
    base.deallocate()
  }
}
