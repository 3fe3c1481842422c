import WerkfitAnalysis
import WerkfitDecision
import WerkfitEngine
import WerkfitReport

/// What a reader is told when a calculation goes wrong: enough to act on, nothing of the machine.
enum JobFailure {
  static func words(for error: any Error) -> String {
    switch error {
    case let refusal as Refusal: return refusal.message ?? "Dit kan nu niet."
    case let refusal as StudyInquiry.Refusal: return refusal.sentence.dutch
    case SimulationError.invalid(let reason): return "De studie kan zo niet worden doorgerekend: \(reason)."
    case SimulationError.cancelled: return "De berekening is gestopt."
    case SimulationError.storage: return "Er is geen ruimte voor de uitkomsten."
    case DocumentToolsError.notInstalled:
      return "Hiervoor zijn de documentgereedschappen nodig. Installeer ze met: make documents"
    case is SensitivityError, is ValueOfInformationError, is CostEffectivenessError, is RegressionError,
      is OptimisationError:
      return "Deze analyse kan voor deze studie niet worden gedaan."
    default: return "Er ging iets mis. Probeer het opnieuw."
    }
  }
}
