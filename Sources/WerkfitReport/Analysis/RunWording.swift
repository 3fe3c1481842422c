import WerkfitAnalysis
import WerkfitEngine
import WerkfitStudy

/// What was computed, in a line, for analyses of a run.
public enum RunWording {
  /// Such as `10.000 doorrekeningen (2.500 trekkingen × K = 4); startgetal 1, …`.
  public static func computed(_ result: StudyResult, language: Language) -> String {
    let say = Wording(language: language)
    let run = RunDescription(of: result)
    let words = RunWords(run: run, say: say, numbers: NumberText(language: language))
    return say(
      "\(words.computed); startgetal \(run.seed), toevalsstroom \(run.stream), werkfit \(Program.version)",
      "\(words.computed); seed \(run.seed), random stream \(run.stream), werkfit \(Program.version)")
  }
}
