/// How random numbers become outcomes.
public enum RandomStream {
  /// The version of the stream: results of the same study, seed and settings are the same bits under the same version.
  ///
  /// It rises whenever a change gives other draws, and is written in every result.
  public static let version = 1
}
