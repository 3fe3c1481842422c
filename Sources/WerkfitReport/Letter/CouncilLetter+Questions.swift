import WerkfitAnalysis
import WerkfitDecision
import WerkfitStudy

extension CouncilLetter {
  /// The five questions that council members ask first, answered or said to be open.
  var questions: [LetterQuestion] {
    guard findings.focus != comparison.reference else { return [] }
    return [ownShare, dropped, resident, others, disappointment]
  }

  /// What our gemeente pays and gets.
  private var ownShare: LetterQuestion {
    let question = say(
      "Wat betaalt en krijgt onze gemeente?", "What does our municipality pay and get?")
    guard run.hasMoney, let cost = difference("programmeCost") else {
      return open(question, say("In deze studie staat geen geld.", "This study holds no money."))
    }
    let amount = money.signed(cost.mean, error: cost.standardError)
    var answer = say("Het plan kost \(amount). ", "The plan costs \(amount). ")
    if let saved = base.outcome("benefitSaved")?.differences[findings.focus] {
      let size = money.amount(saved.mean, error: saved.standardError)
      answer +=
        saved.mean >= 0
        ? say(
          "Daar staat \(size) minder aan uitkeringen tegenover. ",
          "Against it stand \(size) less in benefits. ")
        : say("Ook wordt \(size) meer aan uitkeringen betaald. ", "Benefits cost \(size) more too. ")
    }
    let own = memberBalances
    if let largest = own.max(by: { abs($0.balance.mean) < abs($1.balance.mean) }),
      let smallest = own.min(by: { abs($0.balance.mean) < abs($1.balance.mean) })
    {
      let texts = [largest, smallest].map { money.signed($0.balance.mean, error: $0.balance.standardError) }
      answer += say(
        "Het saldo per gemeente loopt van \(texts[0]) (\(largest.label.markdown)) tot \(texts[1]) (\(smallest.label.markdown)); zie de bijlage.",
        "The balance per municipality runs from \(texts[0]) (\(largest.label.markdown)) to \(texts[1]) (\(smallest.label.markdown)); see the annex."
      )
    } else if let balance = balance(), run.perspective != nil {
      answer += say(
        "Het saldo voor \(party) is \(money.signed(balance.mean, error: balance.standardError)).",
        "The balance for \(party) is \(money.signed(balance.mean, error: balance.standardError)).")
    }
    return LetterQuestion(question: question, answer: answer.trimmed)
  }

  /// What is dropped for it.
  private var dropped: LetterQuestion {
    open(
      say("Wat gaat hiervoor niet door?", "What is dropped for it?"),
      say(
        "Dat staat niet in de berekening: die gaat over wat er gebeurt als het geld hieraan wordt besteed.",
        "The calculation does not say: it is about what happens if the money is spent on this."))
  }

  /// Whether the resident gains.
  private var resident: LetterQuestion {
    let question = say("Gaat de inwoner erop vooruit?", "Does the resident gain?")
    let clients = base.outcomes.filter { $0.key == "balance:client" || $0.key == "balance:klant" }
    guard let change = clients.first?.differences[findings.focus] else {
      return open(
        question,
        say("De studie telt het geld van deelnemers niet.", "The study does not count money of participants.")
      )
    }
    return LetterQuestion(
      question: question,
      answer: say(
        "Alle deelnemers samen: \(money.change(change)). Hun eigen tijd telt mee waar de studie er een prijs aan geeft.",
        "All participants together: \(money.change(change)). Their own time counts where the study puts a price on it."
      ))
  }

  /// Whose job is taken.
  private var others: LetterQuestion {
    let question = say("Wiens baan wordt ingenomen?", "Whose job is taken?")
    let shares = findings.parameters.compactMap(UncertainParameter.init).filter(\.isDisplacement)
    guard !shares.isEmpty else {
      return open(
        question,
        say(
          "De studie rekent niet met mensen die hun werk aan een deelnemer verliezen.",
          "The study does not count people who lose their work to a participant."))
    }
    let text = ParameterText(say: say, numbers: numbers)
    let list = shares.map { "‘\($0.label.markdown)’ (\(share($0, text)))" }
      .joined(separator: say(" en ", " and "))
    return LetterQuestion(
      question: question,
      answer: say(
        "De berekening telt mee dat anderen hierdoor hun werk verliezen of niet krijgen: \(list).",
        "The calculation counts that others lose or do not get work because of this: \(list)."))
  }

  /// A share between nothing and all as a percentage.
  private func share(_ parameter: UncertainParameter, _ text: ParameterText) -> String {
    parameter.dimension == .plain && (0...1).contains(parameter.mean)
      ? numbers.percent(parameter.mean) : text.rough(parameter.mean, of: parameter).markdown
  }

  /// What happens if it disappoints.
  private var disappointment: LetterQuestion {
    let question = say("Wat als het tegenvalt?", "What if it disappoints?")
    guard let balance = balance(), balance.standardDeviation > 0 else {
      return open(
        question,
        say(
          "De studie zegt niet hoe groot een tegenvaller kan zijn.",
          "The study does not say how large a setback can be."))
    }
    let worst = money.signed(balance.interval80.lower, error: 1.7 * balance.standardError)
    var answer = say(
      "In 1 van de 10 doorrekeningen is het saldo voor \(party) \(worst) of lager.",
      "In 1 of 10 calculations the balance for \(party) is \(worst) or lower.")
    if let extra = difference("netExits"), extra.standardDeviation > 0 {
      let bound = extra.interval80.lower
      let low = people.people(bound, error: 1.7 * extra.standardError)
      answer +=
        bound > 0
        ? say(
          " Ook in 1 van de 10 zijn er \(low) of minder extra mensen aan het werk.",
          " In 1 of 10 too there are \(low) or fewer extra people in work.")
        : say(
          " Ook in 1 van de 10 of meer vindt niemand extra werk, of werken er minder mensen dan zonder het plan.",
          " In 1 of 10 or more nobody finds extra work, or fewer people work than without the plan.")
    }
    let reserves = base.flexibility.filter { $0.beside == findings.focus || $0.scenario == findings.focus }
    if let reserve = reserves.first {
      answer += say(
        " ‘\(comparison.scenarios[reserve.scenario].label.markdown)’ houdt geld achter om later bij te sturen.",
        " ‘\(comparison.scenarios[reserve.scenario].label.markdown)’ keeps money back to adjust later.")
    }
    return LetterQuestion(question: question, answer: answer)
  }

  private func open(_ question: String, _ why: String) -> LetterQuestion {
    LetterQuestion(question: question, answer: say("Open. ", "Open. ") + why)
  }

  /// The members of the perspective party with their balances.
  var memberBalances: [(label: String, balance: Summary)] {
    guard let perspective = run.perspective else { return [] }
    return base.outcomes.compactMap { outcome in
      guard outcome.key.hasPrefix("balance:\(perspective.key)/"),
        let change = outcome.differences[findings.focus]
      else { return nil }
      return (outcome.label ?? outcome.key, change)
    }
  }
}
