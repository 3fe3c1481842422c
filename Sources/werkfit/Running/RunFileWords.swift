import ArgumentParser
import Foundation
import WerkfitEngine
import WerkfitStudy

extension RunFileError {
  /// Says what is the matter with a file of computed blocks, and gives the status to stop with.
  func failure(_ language: Language, advice: Sentence? = nil) -> ExitCode {
    let more: String
    if case .unwritable = problem {
      more = advice.map { " " + $0.text(in: language) } ?? ""
    } else {
      more = ""
    }
    return werkfit.failure(status, sentence.text(in: language) + more)
  }

  private var status: Status {
    switch problem {
    case .unreadable: .missingFile
    case .inUse, .exists: .cannotCreate
    case .unwritable(let code):
      [EACCES, EPERM, EROFS, ENOENT, EISDIR].contains(code) ? .cannotCreate : .cannotWrite
    default: .wrongStudy
    }
  }

  /// What is the matter, in a sentence that names the file.
  var sentence: Sentence {
    switch problem {
    case .unreadable(let code):
      let reason = Sentence(systemError: code)
      return Sentence(
        "Cannot read \(file): \(reason.english).", "Kan \(file) niet lezen: \(reason.dutch).")
    case .foreign:
      return Sentence(
        "\(file) is no file with computed blocks of werkfit.",
        "\(file) is geen bestand met doorgerekende blokken van werkfit.")
    case .newer(let format):
      return Sentence(
        "\(file) has format \(format), which this version of werkfit does not know.",
        "\(file) heeft vorm \(format), die deze versie van werkfit niet kent.")
    case .damaged(let place):
      return Sentence(
        "\(file) is damaged or cut short at byte \(place). Compute this part again.",
        "\(file) is beschadigd of afgebroken bij byte \(place). Reken dit deel opnieuw door.")
    case .unfinished(let missing):
      return Sentence(
        "\(file) is not finished: \(missing) \(missing == 1 ? "block is" : "blocks are") missing. "
          + "Go on with --resume.",
        "\(file) is niet af: er \(missing == 1 ? "ontbreekt 1 blok" : "ontbreken \(missing) blokken"). "
          + "Ga verder met --resume.")
    case .otherRun(let differences):
      let english = differences.map(\.english).joined(separator: "; ")
      let dutch = differences.map(\.dutch).joined(separator: "; ")
      return Sentence(
        "\(file) belongs to another run. What differs: \(english).",
        "\(file) hoort bij een andere doorrekening. Anders is: \(dutch).")
    case .twice(let block, let other):
      return Sentence(
        "\(file) and \(other) both hold block \(block). Leave one of them out.",
        "\(file) en \(other) bevatten allebei blok \(block). Laat een van de twee weg.")
    case .inUse:
      return Sentence(
        "Another program is working on \(file).", "Een ander programma werkt aan \(file).")
    case .exists:
      return Sentence(
        "\(file) is there already, with computed blocks. Go on with --resume, or choose another place.",
        "\(file) bestaat al, met doorgerekende blokken. Ga verder met --resume, of kies een andere plek.")
    case .unwritable(let code):
      let reason = Sentence(systemError: code)
      return Sentence(
        "Cannot write \(file): \(reason.english).", "Kan \(file) niet schrijven: \(reason.dutch).")
    case .unreadableStudy:
      return Sentence(
        "The study in \(file) cannot be read.", "De studie in \(file) is niet te lezen.")
    }
  }
}
