import Foundation
import Testing

@testable import WerkfitStudy

@Suite("Formulas")
struct FormulaReadingTests {
  private func value(_ formula: String, at clocks: MeanValues.Clocks = [:]) throws -> Double? {
    let study = try SmallStudy.study(
      SmallStudy.text(
        """
        parameters:
          a: 3
          b: 4
          λ: 0.002
          γ: 1.5
          basis-kans: 0.25
          basis: 7
          tabelwaarde: 10
          x: "\(formula)"
        tables:
          tabel: { by: t, steps: { 1: 5, 3: 6, 10: = tabelwaarde } }
        """))
    guard let parameter = study.base.parameters.first(where: { $0.name == "x" }),
      case .expression(let expression) = parameter.definition
    else { return nil }
    return MeanValues(study.base).value(of: expression, at: clocks)
  }

  @Test(
    "Operations bind as in mathematics",
    arguments: [
      ("= 2 + 3 * 4", 14.0), ("= (2 + 3) * 4", 20), ("= 2 * 3 ^ 2", 18), ("= 2 ^ 3 ^ 2", 512),
      ("= -2 ^ 2", -4), ("= 2 ^ -1", 0.5), ("= 10 - 4 - 3", 3), ("= 100 / 10 / 5", 2), ("= - - 3", 3),
      ("= 1 + 2 < 4", 1), ("= 3 * 2 >= 7", 0), ("= a + b == 7", 1), ("= a != 3", 0), ("= 2 * -3", -6),
      ("= +4", 4), ("= 50% * 8", 4), ("= 1e-3 * 1000", 1), ("= .5 + 1.", 1.5),
    ])
  func precedence(formula: String, expected: Double) throws {
    #expect(isClose(try value(formula), expected))
  }

  @Test(
    "Functions give what their names say",
    arguments: [
      ("= exp(0)", 1.0), ("= ln(exp(2))", 2), ("= log(1)", 0), ("= sqrt(16)", 4), ("= abs(-3)", 3),
      ("= floor(2.7)", 2), ("= ceil(2.2)", 3), ("= round(2.6)", 3), ("= min(3, 1, 2)", 1),
      ("= max(a, b)", 4), ("= if(a < b, 10, 20)", 10), ("= if(0, 10, 20)", 20),
      ("= shock(4, 0.4, 3, 4)", 0.7), ("= shock(b, 0.4, 3, 0)", 1),
    ])
  func functions(formula: String, expected: Double) throws {
    #expect(isClose(try value(formula), expected))
  }

  @Test("A minus without spaces subtracts, unless there is such a name")
  func hyphens() throws {
    #expect(isClose(try value("= basis-kans * 4"), 1))
    #expect(isClose(try value("= basis - basis-kans"), 6.75))
    #expect(isClose(try value("= a-1"), 2))
    #expect(isClose(try value("= a-b"), -1))
    #expect(isClose(try value("= a-b-1"), -2))
    #expect(isClose(try value("= 2-a"), -1))
  }

  @Test("A Weibull chance with Greek letters is read as it is published")
  func weibull() throws {
    let step3 = try value("= 1 - exp(λ * ((t-1)^γ - t^γ))", at: [.t: 3])
    #expect(isClose(step3, 1 - exp(0.002 * (pow(2, 1.5) - pow(3, 1.5)))))
  }

  @Test("A table holds its last step, and its first below that")
  func tables() throws {
    for (step, expected) in [(0.0, 5.0), (1, 5), (2.9, 5), (3, 6), (9, 6), (10, 10), (99, 10)] {
      #expect(isClose(try value("= tabel(t)", at: [.t: step]), expected))
    }
  }

  @Test(
    "What is wrong in a formula is told at its column",
    arguments: [
      // The formula begins in column 6; the columns are counted by hand.
      ("= 2 +", "10:11 formula"), ("= (2 + 3", "10:8 formula"), ("= 2 3", "10:10 formula"),
      ("= nergens * 2", "10:8 unknownName"), ("= 2 * nergens", "10:12 unknownName"),
      ("= sin(2)", "10:8 unknownName"), ("= exp(1, 2)", "10:8 formula"), ("= if(1, 2)", "10:8 formula"),
      ("= shock(1, 2, 3)", "10:8 formula"),
      ("= 2 $ 3", "10:10 formula"), ("= 1,5 * 2", "10:8 formula"), ("= 2 + 2.550", "10:12 value"),
      ("= 2 = 2", "10:10 formula"), ("= 2x", "10:8 formula"), ("= exp", "10:8 formula"),
    ])
  func positions(formula: String, expected: String) {
    #expect(SmallStudy.errors(SmallStudy.text("parameters:\n  x: \(formula)")) == [expected])
  }

  @Test("Every unknown name of a formula is told, with the nearest that exists")
  func suggestions() {
    let text = SmallStudy.text("parameters:\n  kans: 0.1\n  tarief: 2\n  x: = kanz + tareif")
    let found = SmallStudy.read(text).diagnostics.filter { $0.kind == .unknownName }
    #expect(found.map(\.found) == ["kanz", "tareif"])
    #expect(found.map { $0.suggestion?.dutch } == ["kans", "tarief"])
  }

  @Test("A circle of parameters and tables is told in words, once")
  func cycles() {
    let text = SmallStudy.text(
      "parameters:\n  a: = b + 1\n  b: = tafel(t)\n  c: = a\ntables:\n  tafel: { steps: { 1: = a } }")
    let cycles = SmallStudy.read(text).diagnostics.filter { $0.kind == .cycle }
    #expect(cycles.map(\.found) == ["a → b → tafel → a"])
  }
}
