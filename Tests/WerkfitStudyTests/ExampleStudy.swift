import WerkfitStudy

/// The study that the documentation opens with, small but with most sections.
enum ExampleStudy {
  static let text = """
    format: 1
    study: Wat levert een werkfit-traject op?
    question: Dezelfde 400 mensen met een werkfit-traject, tegenover geen traject.
    uses: [kengetallen/uitkering.yaml]
    clock: { start: 2017-01, horizon: 60 months }
    money: { priceYear: 2017, discount: = rijk-2016 }
    perspective: gemeente

    sources:
      cedris: { title: Werkfit-trajecten, publisher: Cedris/SBCM, date: 2017-11 }
      cbs: { title: Uitstroom uit de bijstand naar werk, publisher: CBS, date: 2024-04 }

    parameters:
      basiskans: { value: 1.5% per month, sd: 0.4%, source: cbs, confidence: own estimate }
      terugval:  { beta: { count: 52, of: 517 }, per: 12 months, source: cedris, at: Pastiel p. 45 }
      tarief:    { pert: [2550, 2800, 4000], unit: EUR per start, source: cedris, note: 2550 dekt de kosten niet }

    doelgroepen:
      middellang: { size: 400, in: bijstand }

    states:
      bijstand:     { kind: benefit, moves: { werk-voltijd: = basiskans } }
      werk-voltijd: { kind: work, moves: { bijstand: = terugval } }

    trajecten:
      arbeidstraining:
        phases:
          werkplek:
            stay: { max: 6 months }
            extension: { chance: 10%, by: 3 months }
            exits: { werk-voltijd: = basiskans, bijstand: 3% per month }
            otherwise: bijstand
        lockIn: { parameter: basiskans, hazardRatio: 0.7 }
        gain: { parameter: basiskans, hazardRatio: 1.3, after: end, halfLife: 36 months }

    parties:
      gemeente: { label: Gemeente, accounts: { buig: BUIG, participatiebudget: Participatiebudget } }
      client: Cliënt
      uitvoerder: Uitvoerder

    prices:
      uitkering: { per: month in bijstand | werkplek, amount: = uitkering / 12, from: gemeente.buig, to: client }
      tarief:    { per: start of arbeidstraining, amount: = tarief, from: gemeente.participatiebudget, to: uitvoerder }

    scenarios:
      geen-traject: { reference: true }
      training: { label: Arbeidstraining, offer: { arbeidstraining: middellang } }

    targets: { uitstroom: ">= 100 in werk-voltijd at 24 months" }
    """

  static let catalogue = """
    sources:
      norm: { title: Normbedragen, date: 2017-01 }
    parameters:
      uitkering: { value: 15000, unit: EUR per year, source: norm }
      rijk-2016: { value: 3%, source: norm }
    """

  static func read(_ text: String = text) -> StudyReader.Reading {
    StudyReader.read(text: text, name: "voorbeeld.yaml") { path in
      path == "kengetallen/uitkering.yaml" ? catalogue : nil
    }
  }
}
