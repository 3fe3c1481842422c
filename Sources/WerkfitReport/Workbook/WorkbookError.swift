import CXLSXWriter
import WerkfitStudy

/// Why a workbook could not be written.
public struct WorkbookError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, for readers.
  public var sentence: Sentence
  /// Whether the place that was asked for cannot be written, rather than the workbook being wrong.
  public var isAboutPlace: Bool
  /// The error number of the system where there is one, else 0.
  var cause: Int32 = 0

  init(_ english: String, _ dutch: String, isAboutPlace: Bool = false, cause: Int32 = 0) {
    sentence = Sentence(english, dutch)
    (self.isAboutPlace, self.cause) = (isAboutPlace, cause)
  }

  /// What happened, in English.
  public var description: String { sentence.english }
}

extension WorkbookError {
  /// The error for what libxlsxwriter says of a part of the workbook, such as a sheet.
  init(_ code: lxw_error, at part: String, cause: Int32) {
    let placeErrors = [
      LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_ZIP_FILE_OPERATION, LXW_ERROR_ZIP_CLOSE, LXW_ERROR_ZIP_FILE_ADD,
      LXW_ERROR_ZIP_INTERNAL_ERROR,
    ]
    let text = lxw_strerror(code).map { String(cString: $0) } ?? "\(code.rawValue)"
    self.init(
      "The workbook could not be made, at \(part): \(text)",
      "De werkmap kon niet worden gemaakt, bij \(part): \(text)",
      isAboutPlace: placeErrors.contains(code), cause: cause)
  }
}
