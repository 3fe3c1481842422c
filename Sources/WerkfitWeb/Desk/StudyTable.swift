import Foundation
import Synchronization
import WerkfitStudy

/// A study that can be asked for, read and checked.
struct TabledStudy: Sendable {
  /// Its part of an address.
  var id: String
  /// The name of its file, without its folder.
  var file: String
  /// The study; nil where it has errors.
  var study: Study?
  /// Errors and warnings.
  var diagnostics: [Diagnostic]
  /// The texts it was read from.
  var sources: StudySources
  /// What tells it from any other study.
  var hash: String
  /// Whether a reader brought or saved it: it is forgotten when the server stops.
  var isGuest: Bool

  /// What pages say of it.
  var heading: StudyHeading {
    StudyHeading(id: id, title: study?.title ?? file, question: study?.question)
  }
}

/// The studies by the names in addresses: a request can only name one that was put here, never a file.
actor StudyTable {
  private struct Place {
    var path: String
    var date: Date?
    var task: Task<TabledStudy, Never>
  }

  private var order: [String] = []
  private var places: [String: Place] = [:]
  private var guests: [TabledStudy] = []
  private let mostGuests: Int

  /// A table of study files; each is read when it is first asked for.
  init(files: [String], guests: Int) {
    mostGuests = guests
    for file in files {
      let base = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
      var id = Self.slug(base)
      var number = 2
      while order.contains(id) {
        id = "\(Self.slug(base))-\(number)"
        number += 1
      }
      order.append(id)
      places[id] = Self.place(file, id: id)
    }
  }

  /// Letters, digits and hyphens.
  static func slug(_ text: String) -> String {
    let plain = text.lowercased().folding(options: .diacriticInsensitive, locale: Locale(identifier: "nl_NL"))
    let mapped = plain.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
    let parts = String(mapped).split(separator: "-").prefix(12)
    return parts.isEmpty ? "studie" : String(parts.joined(separator: "-").prefix(60))
  }

  /// All studies, those of files first.
  func all() async -> [TabledStudy] {
    var found: [TabledStudy] = []
    for id in order { if let study = await study(id) { found.append(study) } }
    return found + guests
  }

  /// The study of a name; read again where its file has changed.
  func study(_ id: String) async -> TabledStudy? {
    if let guest = guests.first(where: { $0.id == id }) { return guest }
    guard let place = places[id] else { return nil }
    if Self.date(of: place.path) != place.date { places[id] = Self.place(place.path, id: id) }
    return await places[id]?.task.value
  }

  /// Puts a study on the table that a reader brought or saved; gives it with its name.
  func add(_ sources: StudySources, name: String) -> TabledStudy {
    let (study, diagnostics) = StudyReader.read(sources)
    var id = Self.slug(name)
    var number = 2
    while places[id] != nil || guests.contains(where: { $0.id == id && $0.hash != sources.hash }) {
      id = "\(Self.slug(name))-\(number)"
      number += 1
    }
    let added = TabledStudy(
      id: id, file: (sources.files.first?.name as NSString?)?.lastPathComponent ?? name, study: study,
      diagnostics: diagnostics, sources: sources, hash: sources.hash, isGuest: true)
    guests.removeAll { $0.id == id }
    guard study != nil else { return added }
    guests.append(added)
    if guests.count > mostGuests { guests.removeFirst(guests.count - mostGuests) }
    return added
  }

  private static func place(_ path: String, id: String) -> Place {
    Place(
      path: path, date: date(of: path),
      task: Task.detached {
        let reading = StudyReader.readKeepingSources(file: path)
        return TabledStudy(
          id: id, file: (path as NSString).lastPathComponent, study: reading.study,
          diagnostics: reading.diagnostics, sources: reading.sources, hash: reading.sources.hash,
          isGuest: false)
      })
  }

  private static func date(of path: String) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
  }
}
