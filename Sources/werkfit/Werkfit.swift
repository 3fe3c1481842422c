import ArgumentParser

/// The command line of werkfit.
@main
struct Werkfit: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "werkfit")
}
