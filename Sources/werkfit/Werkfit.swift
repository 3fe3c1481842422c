import ArgumentParser
import WerkfitReport
import WerkfitStudy

/// The command line of werkfit.
@main
struct Werkfit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "werkfit",
    abstract: "Wat doet geld voor werkfit-trajecten: voor mensen, voor wie betaalt, en hoe zeker is dat?",
    discussion: """
      Begin met: werkfit compare Scenarios/gooi-bijstelling-2020.yaml
      Uitkomsten gaan naar de standaarduitvoer, al het andere naar de foutuitvoer.
      Afsluitcodes: 0 goed; 64 verkeerd gebruik; 65 de studie is fout; 66 bestand ontbreekt; 69 iets is niet geïnstalleerd; \
      70 fout van ons; 73/74 kan niet schrijven; 130 onderbroken.
      """,
    version: Program.version,
    subcommands: [
      Compare.self, Letter.self, Export.self, Merge.self, Run.self, Check.self, Validate.self,
      Sensitivity.self, Voi.self,
      CostEffectiveness.self, Optimise.self, Equity.self, Calibrate.self, DataCommand.self, Diff.self,
      Archive.self, Schema.self, Cluster.self, Serve.self,
    ])

  /// Runs what is asked for.
  ///
  /// A command that does not exist is answered with the one most like it, which the library of arguments does for
  /// options alone.
  static func main() async {
    let asked = CommandLine.arguments.dropFirst().first ?? "help"
    let commands = configuration.subcommands.map { $0._commandName }
    if asked.hasPrefix("-") || asked == "help" || commands.contains(asked) { return await main(nil) }
    let hint = nearestName(to: asked, among: commands).map { "Bedoelde je \($0)?" }
    exit(
      withError: failure(
        .wrongUsage, "De opdracht \(asked) bestaat niet. \(hint ?? "werkfit --help noemt ze alle.")"))
  }
}
