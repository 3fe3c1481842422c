import Foundation
import HTTPTypes
import Hummingbird

extension Request {
  /// The fields of the address.
  ///
  /// - Throws: `Refusal`.
  var query: [String: String] {
    get throws {
      guard let fields = FormText.fields(uri.query.map { String($0) } ?? "") else {
        throw Refusal(.badRequest)
      }
      return fields
    }
  }

  /// The body, up to the limit.
  ///
  /// - Throws: `Refusal` where it is larger.
  func bytes(limit: Int) async throws -> Data {
    if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw Refusal(.contentTooLarge)
    }
    var found = Data()
    for try await part in body {
      guard found.count + part.readableBytes <= limit else { throw Refusal(.contentTooLarge) }
      found.append(contentsOf: part.readableBytesView)
    }
    return found
  }

  /// The fields of a form.
  ///
  /// - Throws: `Refusal`.
  func form(limit: Int) async throws -> [String: String] {
    guard (headers[.contentType] ?? "").hasPrefix("application/x-www-form-urlencoded") else {
      throw Refusal(.unsupportedMediaType)
    }
    guard let fields = FormText.fields(String(decoding: try await bytes(limit: limit), as: UTF8.self)) else {
      throw Refusal(.badRequest)
    }
    return fields
  }
}

extension WebContext {
  /// A part of the path, as it was asked for.
  ///
  /// - Throws: `Refusal`.
  func part(_ name: String) throws -> String {
    guard let value = parameters.get(name), value.utf8.count <= 200 else { throw Refusal.absent }
    return value
  }
}
