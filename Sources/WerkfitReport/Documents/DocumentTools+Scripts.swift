extension DocumentTools {
  /// The scripts and styles that the tools work with, by file name.
  static let scripts: [(name: String, bytes: [UInt8])] = [
    ("charts.py", PackageResources.charts_py),
    ("document.css", PackageResources.document_css),
    ("document.py", PackageResources.document_py),
    ("failure.py", PackageResources.failure_py),
    ("letter.html", PackageResources.letter_html),
    ("letter.lua", PackageResources.letter_lua),
    ("letter.opendocument", PackageResources.letter_opendocument),
    ("letter.openxml", PackageResources.letter_openxml),
    ("letter.typ", PackageResources.letter_typ),
    ("packagefile.py", PackageResources.packagefile_py),
    ("pages.py", PackageResources.pages_py),
    ("wordstyles.py", PackageResources.wordstyles_py),
    ("writerstyles.py", PackageResources.writerstyles_py),
  ]
}
