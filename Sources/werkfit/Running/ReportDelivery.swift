import Foundation
import WerkfitReport
import WerkfitStudy

/// Writes the comparison report of a study: a page with its charts in it.
struct ReportDelivery {
  /// The file.
  let file: String
  /// The language of messages.
  let language: Language

  /// Draws the charts and writes the page.
  ///
  /// - Parameter made: The day on which it is said to be made.
  /// - Throws: `ExitCode` 69, 70, 73 or 74.
  func write(_ material: ExportMaterial, made: LetterDate) throws {
    let drawings = try ComparisonPage.drawings(material)
    var page: String?
    try DocumentOptions.attempt(file, language) {
      let drawn = try DocumentOptions.tools(language).pageCharts(drawings)
      page = try ComparisonPage(material, made: made, stills: drawn.stills, vega: drawn.script).html()
    }
    guard let page else { return }
    try Delivery(file: file, language: language).write(page)
  }
}
