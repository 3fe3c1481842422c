import HTTPTypes
import Hummingbird
import WerkfitReport

/// Pages as answers.
struct Pages: Sendable {
  let renderer: PageRenderer

  /// A page as an answer.
  func response(_ page: Page, status: HTTPResponse.Status = .ok) -> Response {
    let headers: HTTPFields = [.contentType: "text/html; charset=utf-8"]
    return Response(
      status: status, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: renderer.html(page))))
  }

  /// The way to another page, by reading it.
  static func redirect(_ address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address])
  }
}
