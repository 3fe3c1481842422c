import Foundation
import HTTPTypes
import Hummingbird
import Logging
import WerkfitEngine

/// Turns whatever goes wrong into a page or, for programs, a problem document; what is ours goes to the log under a
/// number, and only the number to the reader.
struct ErrorMiddleware: RouterMiddleware {
  let pages: Pages

  func handle(
    _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
  ) async throws -> Response {
    let isProgram = request.uri.path == "/v1" || request.uri.path.hasPrefix("/v1/")
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      response = answer(to: Self.refusal(for: error, context), isProgram: isProgram)
    }
    response.secure()
    if isProgram { response.headers[.apiVersion] = APIDescription.version }
    return response
  }

  private static func refusal(for error: any Error, _ context: WebContext) -> Refusal {
    switch error {
    case let refusal as Refusal: return refusal
    case let problem as CompareState.Problem: return .wrong(problem.field, problem.reason)
    case let error as HTTPError: return Refusal(error.status)
    case is CancellationError: return Refusal(.serviceUnavailable)
    case SimulationError.invalid(let reason):
      return Refusal(
        .unprocessableContent, "De studie kan zo niet worden doorgerekend.", details: [reason])
    default:
      let number = String(UInt32.random(in: .min ... .max), radix: 36)
      // Its kind only: what an error says may hold a part of a study or a path.
      let kind = error as NSError
      context.logger.error("\(number): \(kind.domain) \(kind.code)")
      return Refusal(.internalServerError, details: ["Nummer van de fout: \(number)"])
    }
  }

  private func answer(to refusal: Refusal, isProgram: Bool) -> Response {
    var response =
      isProgram
      ? APIProblem(refusal).response
      : pages.response(
        .failure(
          FailurePage(
            status: refusal.status.code, message: refusal.message, advice: refusal.advice,
            details: refusal.details,
            back: refusal.back ?? Link(text: "Naar de studies", address: "/"))), status: refusal.status)
    if let seconds = refusal.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
    if refusal.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
    return response
  }
}
