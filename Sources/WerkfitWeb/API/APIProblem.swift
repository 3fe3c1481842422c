import Foundation
import HTTPTypes
import Hummingbird

/// A problem as programs read it (RFC 9457).
struct APIProblem: Encodable {
  var type = "about:blank"
  var title: String
  var status: Int
  var detail: String?
  var errors: [String]?

  init(_ refusal: Refusal) {
    title = refusal.status.reasonPhrase.isEmpty ? "Error" : refusal.status.reasonPhrase
    status = refusal.status.code
    let said = [refusal.message, refusal.advice].compactMap(\.self).joined(separator: " ")
    detail = said.isEmpty ? nil : said
    errors = refusal.details.isEmpty ? nil : refusal.details
  }

  var response: Response {
    APIAnswer.json(
      self, status: HTTPResponse.Status(code: status), type: "application/problem+json")
  }
}

/// JSON as an answer.
enum APIAnswer {
  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
  ) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = (try? encoder.encode(value)) ?? Data("{}".utf8)
    return Response(
      status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: text)))
  }
}
