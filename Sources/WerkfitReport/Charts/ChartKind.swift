import WerkfitStudy

/// The charts that a study can be asked for.
public enum ChartKind: String, Sendable, Hashable, CaseIterable {
  case balance
  case difference
  case people
  case cashFlow = "cash-flow"
  case peopleOverTime = "people-over-time"
  case parties
  case arena = "effect-arena"
  case costEffect = "cost-effect"
  case acceptability
  case information
  case threshold
  case flow
  case tornado
  case published
  case heatMap = "heat-map"
  case posterior
  case waiting
  case budget

  /// What it shows, for a list.
  public func name(in language: Language) -> String {
    let say = Wording(language: language)
    return switch self {
    case .balance: say("saldo per scenario", "balance per scenario")
    case .difference: say("saldo als verschil met doorgaan zonder", "balance beside going on without")
    case .people: say("mensen als verschil met doorgaan zonder", "people beside going on without")
    case .cashFlow: say("saldo door de jaren", "balance over the years")
    case .peopleOverTime: say("waar mensen zijn door de tijd", "where people are over time")
    case .parties: say("wie betaalt en wie erop vooruitgaat", "who pays and who gains")
    case .arena: say("effectenarena", "effect arena")
    case .costEffect: say("kosten tegen extra duurzame uitstroom", "cost against extra durable exits")
    case .acceptability: say("kans om de beste keuze te zijn", "chance of being the best choice")
    case .information: say("wat weten waard is", "what knowing is worth")
    case .threshold: say("waar het omslaat", "where it turns")
    case .flow: say("mensen door een traject", "people through a traject")
    case .tornado: say("wat elke aanname apart doet", "what each assumption does alone")
    case .published: say("gepubliceerd naast doorgerekend", "published beside simulated")
    case .heatMap: say("twee aannames samen", "two assumptions together")
    case .posterior: say("aannames vooraf en achteraf", "assumptions before and after")
    case .waiting: say("wachtlijst en plekken", "waiting list and places")
    case .budget: say("budget per maand", "budget by month")
    }
  }
}
