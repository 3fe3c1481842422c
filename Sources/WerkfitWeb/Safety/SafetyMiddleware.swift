import HTTPTypes
import Hummingbird

/// Lets through what the safety rules allow, and gives every answer its headers.
struct SafetyMiddleware: RouterMiddleware {
  let host: String
  let port: @Sendable () -> Int
  let token: String?
  let rate: RequestRate
  /// Wrong tokens are counted apart, and far more strictly.
  let wrongTokens = RequestRate(perSecond: 0.1, burst: 10)

  /// The cookie in which a browser keeps the token.
  static let cookie = "werkfit-toegang"

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let address = context.address
    guard rate.allows(address) else {
      throw Refusal(.tooManyRequests, retryAfter: 5)
    }
    let asked = request.head.authority ?? request.headers[.host]
    guard SafetyRules.isKnownHost(asked, bound: host, port: port()) else {
      throw Refusal(.misdirectedRequest, "Dit adres hoort niet bij deze server.")
    }
    let site = request.headers[.secFetchSite]
    let isReading = [.get, .head, .options].contains(request.method)
    guard isReading || SafetyRules.isOwnOrigin(request.headers[.origin], host: asked, site: site) else {
      throw Refusal(.forbidden, "Dit verzoek komt van een andere website. Daarom is het geweigerd.")
    }
    guard !isReading || SafetyRules.mayRead(site: site, mode: request.headers[.secFetchMode]) else {
      throw Refusal(.forbidden, "Dit verzoek komt van een andere website. Daarom is het geweigerd.")
    }
    if let token, try !isKnown(request, token, address) {
      return try challenge(request, address)
    }
    return try await next(request, context)
  }

  /// Whether the request carries the token: as bearer, as cookie.
  private func isKnown(_ request: Request, _ token: String, _ address: String) throws -> Bool {
    let given =
      request.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
      ?? request.cookies[Self.cookie]?.value
    guard let given else { return false }
    return try isRight(given, token, address)
  }

  /// Whether a token is ours; an address that guesses may not go on.
  private func isRight(_ given: String, _ token: String, _ address: String) throws -> Bool {
    if SafetyRules.isSame(given, token) { return true }
    guard wrongTokens.allows(address) else { throw Refusal(.tooManyRequests, retryAfter: 60) }
    return false
  }

  /// Asks for the token; an address that carries it (`?toegang=`) is answered with the cookie.
  private func challenge(_ request: Request, _ address: String) throws -> Response {
    if let given = request.uri.queryParameters["toegang"], let token,
      try isRight(String(given), token, address)
    {
      var headers = HTTPFields()
      headers[.location] = request.uri.path
      headers[.setCookie] = "\(Self.cookie)=\(token); HttpOnly; SameSite=Strict; Path=/"
      return Response(status: .seeOther, headers: headers)
    }
    throw Refusal(
      .unauthorized, "Voor deze server is een toegangscode nodig.",
      advice: "Open het adres met ?toegang= en de code erachter. Wie de server draait, heeft de code.")
  }
}

extension Response {
  /// The headers that every answer has.
  mutating func secure() {
    headers[.contentSecurityPolicy] =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
      + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    headers[.xContentTypeOptions] = "nosniff"
    headers[.referrerPolicy] = "no-referrer"
    headers[.crossOriginOpenerPolicy] = "same-origin"
    headers[.crossOriginResourcePolicy] = "same-origin"
    if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
  }
}

extension HTTPField.Name {
  static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
  static let secFetchMode = HTTPField.Name("Sec-Fetch-Mode") ?? .origin
  static let host = HTTPField.Name("Host") ?? .origin
  static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .origin
  static let crossOriginOpenerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy") ?? .origin
  static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy") ?? .origin
  static let apiVersion = HTTPField.Name("API-Version") ?? .origin
}
