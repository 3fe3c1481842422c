import WerkfitReport

/// The files that pages ask for.
public enum PageAssets {
  /// All of them; the script that draws charts, `/assets/vega.js`, is the server's own.
  public static let all: [PageAsset] = [
    PageAsset(
      path: "/assets/werkfit.css", contentType: "text/css; charset=utf-8",
      bytes: PackageResources.base_css + newLine + PackageResources.parts_css + newLine
        + PackageResources.pages_css),
    PageAsset(
      path: "/assets/werkfit.js", contentType: "text/javascript; charset=utf-8",
      bytes: ComparisonPage.chartScript + newLine + PackageResources.werkfit_js),
    PageAsset(
      path: "/assets/bijstellen.js", contentType: "text/javascript; charset=utf-8",
      bytes: PackageResources.bijstellen_js),
    PageAsset(
      path: "/assets/werkfit.svg", contentType: "image/svg+xml", bytes: PackageResources.werkfit_svg),
  ]

  private static let newLine = [UInt8(ascii: "\n")]
}

/// A file that pages ask for.
public struct PageAsset: Sendable {
  /// Where pages ask for it.
  public let path: String
  /// Its media type.
  public let contentType: String
  /// What is in it.
  public let bytes: [UInt8]
}

/// The templates of the pages, by the name under which they refer to each other.
enum PageTemplates {
  static let all: [(name: String, bytes: [UInt8])] = [
    ("layout", PackageResources.layout_mustache), ("study", PackageResources.study_mustache),
    ("table", PackageResources.table_mustache), ("chart", PackageResources.chart_mustache),
    ("comparison", PackageResources.comparison_mustache),
    ("assumptions", PackageResources.assumptions_mustache),
    ("select", PackageResources.select_mustache), ("upload", PackageResources.upload_mustache),
    ("result", PackageResources.result_mustache), ("progress", PackageResources.progress_mustache),
    ("parameter", PackageResources.parameter_mustache), ("card", PackageResources.card_mustache),
    ("start", PackageResources.start_mustache), ("check", PackageResources.check_mustache),
    ("compare", PackageResources.compare_mustache), ("tune", PackageResources.tune_mustache),
    ("findout", PackageResources.findout_mustache), ("handover", PackageResources.handover_mustache),
    ("job", PackageResources.job_mustache), ("archive", PackageResources.archive_mustache),
    ("run", PackageResources.run_mustache), ("difference", PackageResources.difference_mustache),
    ("guide", PackageResources.guide_mustache), ("words", PackageResources.words_mustache),
    ("failure", PackageResources.failure_mustache),
  ]
}
