/// The description of the API.
enum APIDescription {
  /// The version of the API, in every answer: a client of the first number keeps working.
  static let version = "1.0.0"

  /// OpenAPI 3.1.
  static var json: String { String(decoding: PackageResources.openapi_json, as: UTF8.self) }
}
