import Foundation
import Testing

@testable import WerkfitWeb

/// Which requests are let through.
@Suite struct SafetyRulesTests {
  @Test(arguments: ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080"])
  func ownNames(host: String) {
    #expect(SafetyRules.isKnownHost(host, bound: "127.0.0.1", port: 8080))
  }

  @Test(arguments: [
    "evil.example:8080", "127.0.0.1.evil.example:8080", "127.0.0.1:8081", "127.0.0.1", "", "localhost:80:80",
    "[::1]evil:8080", "localhost:8080x",
  ])
  func strangeNames(host: String) {
    #expect(!SafetyRules.isKnownHost(host, bound: "127.0.0.1", port: 8080))
  }

  @Test func originOfPosts() {
    let host = "127.0.0.1:8080"
    #expect(SafetyRules.isOwnOrigin("http://127.0.0.1:8080", host: host, site: "same-origin"))
    #expect(SafetyRules.isOwnOrigin(nil, host: host, site: nil))
    #expect(!SafetyRules.isOwnOrigin("http://evil.example", host: host, site: nil))
    #expect(!SafetyRules.isOwnOrigin("null", host: host, site: nil))
    #expect(!SafetyRules.isOwnOrigin(nil, host: host, site: "cross-site"))
    #expect(!SafetyRules.isOwnOrigin("http://localhost:8080", host: host, site: nil))
  }

  @Test func strangePagesMayLinkAndNotFetch() {
    #expect(SafetyRules.mayRead(site: "cross-site", mode: "navigate"))
    #expect(!SafetyRules.mayRead(site: "cross-site", mode: "no-cors"))
    #expect(SafetyRules.mayRead(site: nil, mode: nil))
  }

  @Test func secrets() {
    #expect(SafetyRules.isSame("geheim-geheim-16", "geheim-geheim-16"))
    #expect(!SafetyRules.isSame("geheim-geheim-17", "geheim-geheim-16"))
    #expect(!SafetyRules.isSame("", "geheim"))
    #expect(!SafetyRules.isSame("", ""))
    #expect(!SafetyRules.isSame("geheimgeheim", "geheim"))
  }

  @Test func rate() {
    let rate = RequestRate(perSecond: 2, burst: 3)
    let now = Date()
    #expect((0..<5).map { _ in rate.allows("a", at: now) } == [true, true, true, false, false])
    #expect(rate.allows("b", at: now))
    #expect(rate.allows("a", at: now.addingTimeInterval(0.6)))
  }

  @Test func addressesAreForgotten() {
    let rate = RequestRate(perSecond: 2, burst: 3)
    let now = Date()
    for number in 0..<50 { _ = rate.allows("\(number)", at: now) }
    #expect(rate.remembered == 50)
    // After a second and a half a bucket of three is full again.
    _ = rate.allows("a", at: now.addingTimeInterval(1.6))
    #expect(rate.remembered == 1)
  }
}
