/// How random numbers become outcomes.
public enum RandomStream {
  /// The version of the stream: results of the same study, seed and settings are the same bits under the same version.
  ///
  /// It rises whenever a change gives other draws, and is written in every result. Version 1 was never released: there a
  /// person's numbers were addressed by the step in which they were needed; in version 2 by how many came before.
  public static let version = 2
}
