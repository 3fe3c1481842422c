import ArgumentParser

/// `werkfit archive`: earlier runs.
struct Archive: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Eerdere doorrekeningen: laat zien, vergelijk, reken opnieuw door, kijk na en ruim op.",
    discussion: """
      Een doorrekening komt erin met werkfit compare STUDIE --keep (of --archive BESTAND), met de studie, de instellingen en \
      de uitkomsten. Er verandert daarna niets meer aan; alleen prune haalt er iets uit.
      Voorbeelden:
        werkfit compare Scenarios/voorbeeld.yaml --keep
        werkfit archive list
        werkfit archive diff 1 2
        werkfit archive verify --rerun 3
      """,
    subcommands: [
      ArchiveList.self, ArchiveShow.self, ArchiveDiff.self, ArchiveRerun.self, ArchiveVerify.self,
      ArchivePrune.self, ArchiveExport.self,
    ])
}
