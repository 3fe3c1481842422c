import Foundation
import Mustache

/// Makes the pages of the web app from their values.
///
/// A page is whole without its script; everything that a value says is text, and escaped.
public struct PageRenderer: Sendable {
  private let library: MustacheLibrary
  private let version: String
  private let hasCharts: Bool
  private let hasArchive: Bool

  /// A renderer of pages.
  ///
  /// - Parameters:
  ///   - version: The version of werkfit, shown at the foot and part of the addresses of the assets.
  ///   - hasCharts: Whether `/assets/vega.js` is served, which draws the charts.
  ///   - hasArchive: Whether there is an archive to link to.
  /// - Throws: What the template engine throws where a template is damaged.
  public init(version: String, hasCharts: Bool, hasArchive: Bool) throws {
    (self.version, self.hasCharts, self.hasArchive) = (version, hasCharts, hasArchive)
    var library = MustacheLibrary()
    for (name, bytes) in PageTemplates.all {
      try library.register(String(decoding: bytes, as: UTF8.self), named: name)
    }
    self.library = library
  }

  /// The HTML of a page.
  public func html(_ page: Page) -> String {
    let content = PageContent(page)
    var context = PageTree(content.value).object
    context["site"] = PageTree(Site(version: version, hasArchive: hasArchive)).node
    context["title"] = content.title
    context["drawsCharts"] = hasCharts && content.hasCharts
    context["isTuning"] = content.template == "tune"
    for (key, value) in content.more { context[key] = value }
    for area in Area.allCases { context["at" + area.rawValue] = area == content.area }
    return library.render(context, withTemplate: content.template) ?? ""
  }

  /// The whole text of a server-sent event, its blank line included.
  public func event(_ event: PageEvent) -> String {
    var data: [String: Any] = [:]
    switch event {
    case .preview(let result), .full(let result):
      data["html"] = library.render(PageContent.result(result), withTemplate: "result") ?? ""
      data["zin"] = PageTree.safe(result.sentence)
    case .progress(let percent, let message):
      data["procent"] = min(max(percent, 0), 100)
      data["tekst"] = PageTree.safe(message)
    case .job(let job):
      data["html"] = library.render(PageContent.job(job), withTemplate: "progress") ?? ""
      data["zin"] = [job.state.words, job.message].compactMap(\.self).joined(separator: ". ")
      data["klaar"] = job.isOver
      if job.state == .done, job.file == nil { data["ga"] = job.result }
    case .failure(let message):
      data["tekst"] = PageTree.safe(message)
    }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
    let json = (try? JSONSerialization.data(withJSONObject: data, options: options)) ?? Data("{}".utf8)
    return "event: \(event.name)\ndata: \(String(decoding: json, as: UTF8.self))\n\n"
  }

  private struct Site {
    var version: String
    var hasArchive: Bool
  }
}

/// What the server tells a page that listens.
public enum PageEvent: Sendable {
  /// A first answer to changed assumptions.
  case preview(TuneResult)
  /// How far the full answer is, in percent and in words.
  case progress(percent: Int, message: String)
  /// The full answer.
  case full(TuneResult)
  /// How far a job is.
  case job(JobProgress)
  /// What went wrong, in a sentence.
  case failure(String)

  var name: String {
    switch self {
    case .preview: "voorlopig"
    case .progress: "voortgang"
    case .full: "volledig"
    case .job: "taak"
    case .failure: "fout"
    }
  }
}

/// The part of the site that a page is in, for the menu.
enum Area: String, CaseIterable {
  case start = "Start"
  case compare = "Compare"
  case tune = "Tune"
  case findOut = "FindOut"
  case handOver = "HandOver"
  case archive = "Archive"
  case guide = "Guide"
}
