import Foundation
import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension CouncilLetter {
  /// How sure the figures are: chances, the assumptions that matter most, guesses, readings, and what would change it.
  var certainty: [String] { [targets].compactMap(\.self) + certaintyWithoutTargets }

  /// The same without the chances of the targets.
  var certaintyWithoutTargets: [String] { [leading, guessed, readings, robust, turning].compactMap(\.self) }

  /// The chance that each target is met.
  private var targets: String? {
    let lines = base.targets.compactMap { target in
      target.chances[findings.focus].map { targetSentence(target, $0) }
    }
    return lines.isEmpty ? nil : lines.joined(separator: " ")
  }

  /// The chance that a target is met, as frequency and in words.
  func targetSentence(_ target: TargetComparison, _ chance: Probability) -> String {
    say(
      "‘\(target.label.markdown)’ lukt \(chances.frequency(chance.probability)): dat is \(chances(chance.probability)).",
      "‘\(target.label.markdown)’ is met \(chances.frequency(chance.probability)): that is \(chances(chance.probability))."
    )
  }

  /// The bars that move the result for certain, without those that are no assumptions about the world.
  private var bars: [OneWaySensitivity.Bar] {
    (findings.tornado?.bars ?? []).filter {
      ($0.kind == .parameter || $0.kind == .displacement) && $0.oneWay.width > 2 * $0.errorOfWidth
    }
  }

  /// The two assumptions that matter most.
  private var leading: String? {
    guard let tornado = findings.tornado else { return nil }
    let first = bars.prefix(2)
    guard !first.isEmpty else {
      return say(
        "Geen enkele aanname verandert de uitkomst merkbaar.", "No assumption changes the result noticeably.")
    }
    let isMoney = tornado.outcome.unit == "money"
    // The sensitivity has draws of its own: what it adds is how far the outcome moves, from where the letter says it is.
    let told = base.outcome(tornado.outcome.key)?.differences[findings.focus]
    let shift = (told?.mean ?? tornado.base) - tornado.base
    let items = first.map { bar -> String in
      let ends = [
        (bar.oneWay.outcomeAtLow, bar.errors.lower), (bar.oneWay.outcomeAtHigh, bar.errors.upper),
      ].sorted { $0.0 < $1.0 }
      let texts = ends.map {
        let (value, error) = ($0.0 + shift, hypot($0.1, told?.standardError ?? 0))
        return isMoney
          ? money.signed(value, error: error)
          : numbers.quantity(value, error: error, unit: tornado.outcome.unit)
      }
      let guess = isGuess(bar.oneWay.parameter) ? say(" (een schatting van ons)", " (our own estimate)") : ""
      return say(
        "‘\(bar.label.markdown)’\(guess): tussen \(texts[0]) en \(texts[1])",
        "‘\(bar.label.markdown)’\(guess): between \(texts[0]) and \(texts[1])")
    }
    let what = isMoney ? say("het saldo", "the balance") : say("de uitkomst", "the result")
    let list = items.joined(separator: say("; en ", "; and "))
    return items.count == 1
      ? say(
        "Eén aanname doet het meest met \(what): \(list).", "One assumption does most to \(what): \(list).")
      : say(
        "Twee aannames doen het meest met \(what): \(list).", "Two assumptions do most to \(what): \(list).")
  }

  private func isGuess(_ parameter: String) -> Bool {
    let confidence = findings.parameters.first { $0.name == parameter }?.provenance.confidence
    return confidence == .ownEstimate || confidence == .unverified
  }

  /// How much of the spread rests on guesses.
  private var guessed: String? {
    let count = comparison.assumptions
    guard count.total > 0 else { return nil }
    let (own, total) = (numbers.count(count.ownEstimates), numbers.count(count.total))
    let basis = say(
      "Van de \(total) aannames hebben wij er \(own) zelf geschat.",
      "Of the \(total) assumptions \(own) are our own estimates.")
    guard let share = findings.guessedShare else { return basis }
    let tenths = Int((share * 10).rounded())
    let spread =
      tenths >= 10
      ? say("Bijna alle onzekerheid komt daardoor.", "Nearly all uncertainty is due to them.")
      : tenths <= 0
        ? say("Bijna geen onzekerheid komt daardoor.", "Hardly any uncertainty is due to them.")
        : say(
          "Ongeveer \(tenths) tiende van de onzekerheid komt daardoor.",
          "About \(tenths) tenths of the uncertainty is due to them.")
    return "\(basis) \(spread)"
  }

  /// Whether the order of the plans survives other readings of the sources.
  private var readings: String? {
    let others = comparison.readings.dropFirst()
    guard !others.isEmpty, let key = base.rankedBy else { return nil }
    let number = numbers.count(others.count)
    let isLoss = (base.outcome(key)?.differences[findings.focus]?.mean ?? 0) < 0
    let other = others.filter { reading in
      reading.outcome(key)?.differences[findings.focus].map { ($0.mean < 0) != isLoss } ?? false
    }
    let names = { (readings: [ReadingComparison]) in
      readings.map { "‘\(($0.label ?? $0.key ?? "").markdown)’" }.joined(separator: ", ")
    }
    let isMoney = key.hasPrefix("balance")
    let less = isMoney ? say("kost", "costs") : say("geeft", "gives")
    let than = isMoney ? say("meer dan het oplevert", "more than it yields") : say("minder", "less")
    let gain = isMoney ? say("levert", "yields") : say("geeft", "gives")
    let over = isMoney ? say("meer op dan het kost", "more than it costs") : say("meer", "more")
    let (same, turned) =
      isLoss ? ("\(less) \(plan) \(than)", (gain, over)) : ("\(gain) \(plan) \(over)", (less, than))
    let sign =
      other.isEmpty
      ? say("In elke lezing \(same).", "The sign stays the same in every reading.")
      : say(
        "In \(numbers.count(other.count)) ervan is het andersom en \(turned.0) \(plan) \(turned.1): \(names(other)).",
        "In \(numbers.count(other.count)) of them it is the other way round, and \(plan) \(turned.0) \(turned.1): \(names(other))."
      )
    let flipped = others.filter { !$0.flips.isEmpty }
    let order =
      comparison.alternatives.count < 2
      ? ""
      : flipped.isEmpty
        ? say("De volgorde van de plannen blijft daarbij gelijk.", "The order of the plans stays the same.")
        : say(
          "De volgorde van de plannen verandert in \(numbers.count(flipped.count)) ervan: \(names(flipped)).",
          "The order of the plans changes in \(numbers.count(flipped.count)) of them: \(names(flipped)).")
    let intro =
      others.count == 1
      ? say(
        "Een bron kan op nog een manier worden gelezen; die rekenden wij ook door.",
        "A source can be read in another way; we computed that too.")
      : say(
        "Sommige bronnen kunnen op meer manieren worden gelezen. Wij rekenden \(number) andere lezingen door.",
        "Some sources can be read in more ways. We computed \(number) other readings.")
    return [intro, sign, order].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Whether the order of the plans survives each guess at its bad end.
  private var robust: String? {
    guard let robustness = findings.robustness, robustness.tested > 0 else { return nil }
    let number = numbers.count(robustness.tested)
    let first = label(robustness.first)
    let isBalance = robustness.rankedBy.hasPrefix("balance")
    guard let change = robustness.changes.first else {
      return isBalance
        ? say(
          "Ook als elk van de \(number) onzekere schattingen apart tegenvalt, houdt ‘\(first)’ het hoogste saldo van de plannen.",
          "Even if each of the \(number) uncertain estimates by itself disappoints, ‘\(first)’ keeps the highest balance of the plans."
        )
        : say(
          "Ook als elk van de \(number) onzekere schattingen apart tegenvalt, blijft ‘\(first)’ bovenaan.",
          "Even if each of the \(number) uncertain estimates by itself disappoints, ‘\(first)’ stays first.")
    }
    let which = isBalance ? say("heeft", "has") : say("staat", "stands")
    let what = isBalance ? say("het hoogste saldo", "the highest balance") : say("bovenaan", "first")
    return say(
      "Valt één van de \(number) onzekere schattingen tegen, dan kan de volgorde veranderen: bij ‘\(change.label.markdown)’ \(which) ‘\(label(change.first))’ \(what) in plaats van ‘\(first)’.",
      "If one of the \(number) uncertain estimates disappoints, the order may change: with ‘\(change.label.markdown)’ ‘\(label(change.first))’ \(which) \(what) instead of ‘\(first)’."
    )
  }

  private func label(_ key: String) -> String {
    (comparison.scenarios.first { $0.key == key }?.label ?? key).markdown
  }

  /// What would change the advice.
  private var turning: String? {
    guard findings.tornado != nil, let balance = balance() else { return nil }
    guard let turning = findings.turning, let value = turning.thresholds.found.first?.value else {
      return balance.mean < 0
        ? say(
          "Wat zou dit beeld veranderen? Geen enkele aanname maakt op zichzelf van het verlies een winst.",
          "What would change this picture? No single assumption turns the loss into a gain.")
        : say(
          "Wat zou dit beeld veranderen? Geen enkele aanname maakt op zichzelf van de winst een verlies.",
          "What would change this picture? No single assumption turns the gain into a loss.")
    }
    let parameter = turning.parameter
    let text = ParameterText(say: say, numbers: numbers).rough(value, of: parameter).markdown
    return say(
      "Wat zou dit beeld veranderen? Bij ‘\(parameter.label.markdown)’ ligt het omslagpunt bij \(text): aan de ene kant daarvan kost \(plan) geld, aan de andere kant levert het geld op.",
      "What would change this picture? For ‘\(parameter.label.markdown)’ the turning point is at \(text): on one side \(plan) costs money, on the other it yields money."
    )
  }
}
