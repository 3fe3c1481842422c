import WerkfitStudy

/// Where and in which language a chart will be seen.
struct ChartSetting: Sendable, Hashable {
  /// How wide a chart is.
  enum Size: Sendable, Hashable {
    /// Fixed, in px: for files and print. Below 480 the layout is that of a telephone.
    case fixed(Double)
    /// As wide as what holds it on a page, laid out for at least so many px.
    case container(atLeast: Double)

    /// A file for a letter or a report.
    static let file = Self.fixed(680)
    /// A file for a telephone.
    static let phone = Self.fixed(340)
    /// A page on a wide screen.
    static let page = Self.container(atLeast: 560)
    /// A page on a telephone.
    static let phonePage = Self.container(atLeast: 300)
  }

  /// The language of words and numbers.
  var language: Language
  /// The code of the currency.
  var currency: String
  /// The page it stands on.
  var page: ChartTheme.Page
  /// How wide it is.
  var size: Size

  init(
    language: Language = .dutch, currency: String = "EUR", page: ChartTheme.Page = .light,
    size: Size = .file
  ) {
    (self.language, self.currency, self.page, self.size) = (language, currency, page, size)
  }

  /// The px that the whole chart has for certain.
  var width: Double {
    switch size {
    case .fixed(let width), .container(let width): max(width, 280)
    }
  }

  /// Whether names stand above their marks, one panel a row.
  var isNarrow: Bool { width < 480 }

  var theme: ChartTheme { ChartTheme(page: page, language: language) }
  var say: Wording { Wording(language: language) }
  var numbers: ChartNumbers { ChartNumbers(text: NumberText(language: language, currency: currency)) }

  /// The width of a chart of one panel, whatever its names take at the left and right.
  var panelWidth: VegaView.Width {
    switch size {
    case .container: .container
    case .fixed: .whole(width)
    }
  }

  /// The px between what stands left and right of the axes.
  func axisWidth(left: Double = 0, right: Double = 0) -> Double {
    max(width - 2 * 8 - left - right, 120)
  }
}
