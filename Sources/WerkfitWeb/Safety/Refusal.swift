import Hummingbird

/// A request that is not answered, with what its reader is told.
struct Refusal: Error {
  var status: HTTPResponse.Status
  var message: String?
  var advice: String?
  var details: [String]
  var back: Link?
  var retryAfter: Int?

  init(
    _ status: HTTPResponse.Status, _ message: String? = nil, advice: String? = nil, details: [String] = [],
    back: Link? = nil, retryAfter: Int? = nil
  ) {
    (self.status, self.message, self.advice) = (status, message, advice)
    (self.details, self.back, self.retryAfter) = (details, back, retryAfter)
  }

  /// A wrong value in the address or a form.
  static func wrong(_ field: String, _ reason: String) -> Refusal {
    Refusal(.badRequest, details: ["\(field): \(reason)"])
  }

  /// A page, study or result that is not there.
  static let absent = Refusal(.notFound)
}
