/// What a program asks to be computed.
struct APIRunRequest: Decodable {
  var study: String
  var reference: String?
  var perspective: String?
  var replications: Int?
}

/// What a program asks of moved assumptions.
struct APITuningRequest: Decodable {
  var study: String
  var scenario: String?
  var perspective: String?
  var parameters: [String: Double]?
}

/// A study that a program has checked.
struct APICheckRequest: Decodable {
  var text: String
  var name: String?
}
