import CXLSXWriter
import Foundation

extension WorkbookWriter {
  private typealias LibraryChart = UnsafeMutablePointer<lxw_chart>
  private typealias LibraryAxis = UnsafeMutablePointer<lxw_chart_axis>

  /// Writes a chart onto a sheet; cells come first, so that the chart holds their numbers too.
  func write(_ placed: Workbook.PlacedChart, of sheet: Workbook.Sheet, to library: LibrarySheet) throws {
    let place = try position(placed.address, sheet)
    let chart = placed.chart
    guard let made = workbook_add_chart(file, chart.kind.library) else {
      throw WorkbookError(LXW_ERROR_MEMORY_MALLOC_FAILED, at: sheet.name, cause: 0)
    }
    for series in chart.series { try write(series, of: chart, to: made) }
    var font = font(size: 12, isBold: true)
    chart_title_set_name(made, Workbook.chartText(chart.title))
    chart_title_set_name_font(made, &font)
    write(chart.categoryAxis, to: made.pointee.x_axis, isCategory: chart.kind != .scatter)
    write(chart.valueAxis, to: made.pointee.y_axis, isCategory: false)
    try writeLegend(of: chart, to: made, at: sheet.name)
    if chart.kind == .columns || chart.kind == .stackedColumns || chart.kind == .bars {
      chart_set_series_gap(made, 60)
    }
    var border = line(Workbook.Colour(0xC9D2DB), width: 0.75)
    chart_chartarea_set_line(made, &border)

    var options = lxw_chart_options()
    // The size that the library scales from.
    (options.x_scale, options.y_scale) = (chart.width / 480, chart.height / 288)
    options.description = copy(Workbook.cellText(chart.alternative))
    try check(worksheet_insert_chart_opt(library, place.row, place.column, made, &options), at: sheet.name)
  }

  private func write(_ series: Workbook.Series, of chart: Workbook.Chart, to made: LibraryChart) throws {
    guard let added = chart_add_series(made, nil, nil) else {
      throw WorkbookError(LXW_ERROR_MEMORY_MALLOC_FAILED, at: chart.title, cause: 0)
    }
    let (categories, values) = (series.categories.range, series.values.range)
    chart_series_set_categories(
      added, series.categories.sheet, lxw_row_t(categories.first.row), lxw_col_t(categories.first.column),
      lxw_row_t(categories.last.row), lxw_col_t(categories.last.column))
    chart_series_set_values(
      added, series.values.sheet, lxw_row_t(values.first.row), lxw_col_t(values.first.column),
      lxw_row_t(values.last.row), lxw_col_t(values.last.column))
    chart_series_set_name(added, Workbook.chartText(series.name))
    switch chart.kind {
    case .lines, .scatter: writeLine(series, to: added)
    case .columns, .stackedColumns, .bars, .stackedAreas: writeSurface(series, to: added)
    }
    if !series.labels.isEmpty { try writeLabels(series, to: added, at: chart.title) }
  }

  private func writeLine(_ series: Workbook.Series, to added: UnsafeMutablePointer<lxw_chart_series>) {
    var stroke = line(series.colour, width: series.lineWidth)
    if series.isDashed { stroke.dash_type = wx_dash_dash() }
    chart_series_set_line(added, &stroke)
    guard let marker = series.marker else { return chart_series_set_marker_type(added, wx_marker_none()) }
    chart_series_set_marker_type(added, marker.library)
    chart_series_set_marker_size(added, UInt8(clamping: max(2, min(series.markerSize, 72))))
    var fill = lxw_chart_fill()
    fill.color = series.colour.library
    var edge = line(series.colour, width: 1)
    chart_series_set_marker_fill(added, &fill)
    chart_series_set_marker_line(added, &edge)
  }

  private func writeSurface(_ series: Workbook.Series, to added: UnsafeMutablePointer<lxw_chart_series>) {
    // A white edge keeps neighbours apart.
    var edge = line(Workbook.Colour(0xFFFFFF), width: 0.5)
    chart_series_set_line(added, &edge)
    if let pattern = series.pattern {
      var hatch = lxw_chart_pattern()
      hatch.fg_color = Workbook.Colour(0xFFFFFF).library
      hatch.bg_color = series.colour.library
      hatch.type = pattern.library
      chart_series_set_pattern(added, &hatch)
    } else {
      var fill = lxw_chart_fill()
      fill.color = series.colour.library
      chart_series_set_fill(added, &fill)
    }
  }

  private func writeLabels(
    _ series: Workbook.Series, to added: UnsafeMutablePointer<lxw_chart_series>, at part: String
  ) throws {
    var font = font(size: 10, isBold: false)
    chart_series_set_labels(added)
    chart_series_set_labels_position(added, wx_data_label_right())
    chart_series_set_labels_font(added, &font)
    let labels = UnsafeMutablePointer<lxw_chart_data_label>.allocate(capacity: series.labels.count)
    labels.initialize(repeating: lxw_chart_data_label(), count: series.labels.count)
    defer { labels.deallocate() }
    for (number, text) in series.labels.enumerated() { labels[number].value = copy(Workbook.chartText(text)) }
    // The list ends at a nil.
    var list: [UnsafeMutablePointer<lxw_chart_data_label>?] =
      series.labels.indices.map { labels + $0 } + [nil]
    try check(chart_series_set_labels_custom(added, &list), at: part)
  }

  private func write(_ axis: Workbook.Axis, to made: LibraryAxis?, isCategory: Bool) {
    guard let made else { return }
    if !axis.title.isEmpty {
      var font = font(size: 10, isBold: false)
      chart_axis_set_name(made, Workbook.chartText(axis.title))
      chart_axis_set_name_font(made, &font)
    }
    var numbers = font(size: 9, isBold: false)
    chart_axis_set_num_font(made, &numbers)
    if let format = axis.numberFormat {
      chart_axis_set_num_format(made, format.code(language: workbook.language, currency: workbook.currency))
    }
    if let minimum = axis.minimum, minimum.isFinite { chart_axis_set_min(made, minimum) }
    if let maximum = axis.maximum, maximum.isFinite { chart_axis_set_max(made, maximum) }
    if let step = axis.step, step.isFinite, step > 0 { chart_axis_set_major_unit(made, step) }
    // Below everything, not along the zero in the midst of negative bars.
    chart_axis_set_label_position(made, axis.isHidden ? wx_label_position_none() : wx_label_position_low())
    if axis.isHidden { chart_axis_set_major_tick_mark(made, wx_tick_mark_none()) }
    var stroke = line(Workbook.Colour(0x6B7885), width: 0.75)
    chart_axis_set_line(made, &stroke)
    if axis.hasGridlines {
      var grid = line(Workbook.Colour(0xDDE3E9), width: 0.75)
      chart_axis_major_gridlines_set_visible(made, 1)
      chart_axis_major_gridlines_set_line(made, &grid)
    } else {
      chart_axis_major_gridlines_set_visible(made, 0)
    }
  }

  private func writeLegend(of chart: Workbook.Chart, to made: LibraryChart, at part: String) throws {
    guard chart.hasLegend else { return chart_legend_set_position(made, wx_legend_none()) }
    var font = font(size: 10, isBold: false)
    chart_legend_set_position(made, wx_legend_bottom())
    chart_legend_set_font(made, &font)
    let hidden = chart.series.indices.filter { !chart.series[$0].isInLegend }
    guard !hidden.isEmpty else { return }
    // The list ends at −1.
    var list = hidden.map { Int16(clamping: $0) } + [-1]
    try check(chart_legend_delete_series(made, &list), at: part)
  }

  private func font(size: Double, isBold: Bool) -> lxw_chart_font {
    var font = lxw_chart_font()
    font.size = size
    // 2 says not bold, where 0 would leave it to the program.
    font.bold = isBold ? 1 : 2
    font.color = Workbook.Colour(0x1B2733).library
    return font
  }

  private func line(_ colour: Workbook.Colour, width: Double?) -> lxw_chart_line {
    var line = lxw_chart_line()
    line.color = colour.library
    if let width { line.width = Float(width) } else { line.none = 1 }
    return line
  }
}

extension Workbook.Chart.Kind {
  fileprivate var library: UInt8 {
    switch self {
    case .columns: wx_chart_columns()
    case .stackedColumns: wx_chart_stacked_columns()
    case .bars: wx_chart_bars()
    case .lines: wx_chart_lines()
    case .stackedAreas: wx_chart_stacked_areas()
    case .scatter: wx_chart_scatter()
    }
  }
}

extension Workbook.Series.Marker {
  fileprivate var library: UInt8 {
    switch self {
    case .circle: wx_marker_circle()
    case .square: wx_marker_square()
    case .triangle: wx_marker_triangle()
    case .diamond: wx_marker_diamond()
    case .cross: wx_marker_cross()
    case .plus: wx_marker_plus()
    case .star: wx_marker_star()
    }
  }
}

extension Workbook.Series.Pattern {
  fileprivate var library: UInt8 {
    switch self {
    case .diagonal: wx_pattern_wide_upward_diagonal()
    case .dots: wx_pattern_percent_20()
    case .horizontal: wx_pattern_horizontal()
    }
  }
}
