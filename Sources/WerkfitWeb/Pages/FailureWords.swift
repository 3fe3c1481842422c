extension FailurePage {
  /// What happened, in a few words.
  var heading: String {
    switch status {
    case 400, 405, 415, 422: "Dit verzoek klopt niet"
    case 404: "Deze pagina is er niet"
    case 413: "Dit bestand is te groot"
    case 429: "Het is even te druk"
    case 503: "Het lukt nu niet"
    default: status < 500 ? "Dit kan niet" : "Er ging bij ons iets mis"
    }
  }

  /// What happened and what to do now: what the server says, or the usual words of the status.
  var words: (message: String, advice: String) {
    let usual: (message: String, advice: String) =
      switch status {
      case 400, 405, 415, 422:
        (
          "In het adres of het formulier staat iets wat we niet kunnen lezen.",
          "Ga terug en probeer het opnieuw. Kwam je hier via een link? Controleer dan of die helemaal is overgenomen."
        )
      case 404:
        (
          "Misschien is de studie verplaatst of hernoemd, of is het resultaat opgeruimd.",
          "Ga naar de studies en zoek daar verder."
        )
      case 413:
        (
          "Een studie is een tekstbestand en bijna nooit groter dan 1 MB.",
          "Kies het bestand van de studie zelf."
        )
      case 429:
        (
          "Er wordt al zoveel tegelijk gerekend dat jouw vraag er nu niet bij kan.",
          "Wacht een halve minuut en laad de pagina opnieuw. Er is niets verloren gegaan."
        )
      case 503:
        (
          "De server start of stopt, of is even niet bereikbaar.",
          "Wacht een halve minuut en laad de pagina opnieuw."
        )
      default:
        status < 500
          ? ("Wat je vroeg, is hier niet mogelijk.", "Ga terug en probeer iets anders.")
          : (
            "Dit ligt niet aan jou. Je studies en het archief zijn niet aangetast.",
            "Probeer het nog een keer. Gaat het weer mis? Meld het dan, met de pagina waarop het gebeurde."
          )
      }
    return (PageTree.safe(message ?? usual.message), PageTree.safe(advice ?? usual.advice))
  }
}
