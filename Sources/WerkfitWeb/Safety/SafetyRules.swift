/// Which requests are let through: rules without a server, so that each can be tested.
public enum SafetyRules {
  /// Whether an address is one of this machine only.
  public static func isLocal(_ host: String) -> Bool {
    ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host.lowercased())
  }

  /// Whether the host that a browser asked for is one of ours.
  ///
  /// Another name that leads to this machine is how a strange page would read the answers (DNS rebinding).
  ///
  /// - Parameters:
  ///   - asked: The `Host` header, or nil.
  ///   - bound: The address that is listened on.
  public static func isKnownHost(_ asked: String?, bound: String, port: Int) -> Bool {
    guard let asked = asked?.lowercased(), !asked.isEmpty else { return false }
    guard isLocal(bound) else {
      // Behind a proxy the name is the proxy's; the token guards there.
      return true
    }
    let (name, number) = split(asked)
    return isLocal(name) && (number == nil ? port == 80 : number == port)
  }

  /// Whether a request that changes something comes from one of our own pages, or from no page at all.
  public static func isOwnOrigin(_ origin: String?, host: String?, site: String?) -> Bool {
    if let site, !["same-origin", "none"].contains(site) { return false }
    guard let origin else { return true }
    guard let host, let mark = origin.range(of: "://") else { return false }
    return ["http", "https"].contains(String(origin[..<mark.lowerBound]).lowercased())
      && origin[mark.upperBound...].lowercased() == host.lowercased()
  }

  /// Whether a reading request may be answered: a strange page may link here, and may not fetch.
  public static func mayRead(site: String?, mode: String?) -> Bool {
    guard let site, site == "cross-site" || site == "same-site" else { return true }
    return mode == "navigate"
  }

  /// Whether two secrets are the same, in a time that says nothing about where they differ.
  public static func isSame(_ given: String, _ secret: String) -> Bool {
    let (left, right) = (Array(given.utf8), Array(secret.utf8))
    guard !right.isEmpty else { return false }
    var difference = UInt8(left.count == right.count ? 0 : 1)
    for index in right.indices {
      difference |= right[index] ^ (left.isEmpty ? 0 : left[index % left.count])
    }
    return difference == 0
  }

  private static func split(_ host: String) -> (name: String, port: Int?) {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      let rest = host[host.index(after: end)...]
      return (
        String(host[...end]), rest.hasPrefix(":") ? Int(rest.dropFirst()) ?? -1 : rest.isEmpty ? nil : -1
      )
    }
    let parts = host.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return (host, nil) }
    return (String(parts[0]), parts.count == 2 ? Int(parts[1]) ?? -1 : -1)
  }
}
