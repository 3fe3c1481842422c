import WerkfitStudy

/// How charts look on pages of others.
package enum ChartLook {
  /// The `config` of Vega-Lite for a dark page, as JSON; nil where it cannot be written.
  package static var dark: String? {
    try? ChartTheme(page: .dark, language: .dutch).config.forPage()
  }
}
