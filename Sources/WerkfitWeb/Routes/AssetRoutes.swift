import HTTPTypes
import Hummingbird

/// The files that pages ask for; all of them are in the program.
struct AssetRoutes {
  let bundle: String?

  func add(to router: Router<WebContext>) {
    for asset in PageAssets.all {
      let buffer = ByteBuffer(bytes: asset.bytes)
      serve(asset.path, asset.contentType, buffer, on: router)
    }
    if let bundle {
      serve("/assets/vega.js", "text/javascript; charset=utf-8", ByteBuffer(string: bundle), on: router)
    }
    router.get("/favicon.ico") { _, _ in Pages.redirect("/assets/werkfit.svg") }
  }

  private func serve(_ path: String, _ type: String, _ buffer: ByteBuffer, on router: Router<WebContext>) {
    router.get(RouterPath(path)) { _, _ in
      // Pages name the version behind the address.
      Response(
        status: .ok, headers: [.contentType: type, .cacheControl: "max-age=3600"],
        body: ResponseBody(byteBuffer: buffer))
    }
  }
}
