// libxlsxwriter, with constants as functions where Swift would see a C enum of another width than is asked for.
#ifndef WERKFIT_CXLSXWRITER_SHIM_H
#define WERKFIT_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

static inline uint8_t wx_chart_columns(void) { return LXW_CHART_COLUMN; }
static inline uint8_t wx_chart_stacked_columns(void) { return LXW_CHART_COLUMN_STACKED; }
static inline uint8_t wx_chart_bars(void) { return LXW_CHART_BAR; }
static inline uint8_t wx_chart_lines(void) { return LXW_CHART_LINE; }
static inline uint8_t wx_chart_stacked_areas(void) { return LXW_CHART_AREA_STACKED; }
static inline uint8_t wx_chart_scatter(void) { return LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS; }

static inline uint8_t wx_legend_none(void) { return LXW_CHART_LEGEND_NONE; }
static inline uint8_t wx_legend_bottom(void) { return LXW_CHART_LEGEND_BOTTOM; }
static inline uint8_t wx_label_position_low(void) { return LXW_CHART_AXIS_LABEL_POSITION_LOW; }
static inline uint8_t wx_label_position_none(void) { return LXW_CHART_AXIS_LABEL_POSITION_NONE; }
static inline uint8_t wx_data_label_right(void) { return LXW_CHART_LABEL_POSITION_RIGHT; }
static inline uint8_t wx_tick_mark_none(void) { return LXW_CHART_AXIS_TICK_MARK_NONE; }

static inline uint8_t wx_marker_none(void) { return LXW_CHART_MARKER_NONE; }
static inline uint8_t wx_marker_square(void) { return LXW_CHART_MARKER_SQUARE; }
static inline uint8_t wx_marker_diamond(void) { return LXW_CHART_MARKER_DIAMOND; }
static inline uint8_t wx_marker_triangle(void) { return LXW_CHART_MARKER_TRIANGLE; }
static inline uint8_t wx_marker_circle(void) { return LXW_CHART_MARKER_CIRCLE; }
static inline uint8_t wx_marker_cross(void) { return LXW_CHART_MARKER_X; }
static inline uint8_t wx_marker_plus(void) { return LXW_CHART_MARKER_PLUS; }
static inline uint8_t wx_marker_star(void) { return LXW_CHART_MARKER_STAR; }

static inline uint8_t wx_dash_round_dot(void) { return LXW_CHART_LINE_DASH_ROUND_DOT; }
static inline uint8_t wx_dash_solid(void) { return LXW_CHART_LINE_DASH_SOLID; }
static inline uint8_t wx_dash_dash(void) { return LXW_CHART_LINE_DASH_DASH; }

static inline uint8_t wx_pattern_wide_upward_diagonal(void) { return LXW_CHART_PATTERN_WIDE_UPWARD_DIAGONAL; }
static inline uint8_t wx_pattern_percent_20(void) { return LXW_CHART_PATTERN_PERCENT_20; }
static inline uint8_t wx_pattern_horizontal(void) { return LXW_CHART_PATTERN_NARROW_HORIZONTAL; }

static inline uint8_t wx_conditional_formula(void) { return LXW_CONDITIONAL_TYPE_FORMULA; }

static inline uint8_t wx_align_left(void) { return LXW_ALIGN_LEFT; }
static inline uint8_t wx_align_centre(void) { return LXW_ALIGN_CENTER; }
static inline uint8_t wx_align_right(void) { return LXW_ALIGN_RIGHT; }
static inline uint8_t wx_align_top(void) { return LXW_ALIGN_VERTICAL_TOP; }
static inline uint8_t wx_align_middle(void) { return LXW_ALIGN_VERTICAL_CENTER; }
static inline uint8_t wx_align_bottom(void) { return LXW_ALIGN_VERTICAL_BOTTOM; }
static inline uint8_t wx_border_hair(void) { return LXW_BORDER_HAIR; }
static inline uint8_t wx_border_thin(void) { return LXW_BORDER_THIN; }
static inline uint8_t wx_border_medium(void) { return LXW_BORDER_MEDIUM; }
static inline uint8_t wx_underline_single(void) { return LXW_UNDERLINE_SINGLE; }

static inline uint8_t wx_hide_gridlines(void) { return LXW_HIDE_ALL_GRIDLINES; }
static inline uint8_t wx_paper_a4(void) { return 9; }
static inline uint8_t wx_ignore_number_as_text(void) { return LXW_IGNORE_NUMBER_STORED_AS_TEXT; }
// The largest row and column that a sheet can hold, from 0.
static inline uint32_t wx_last_row(void) { return 1048576 - 1; }
static inline uint16_t wx_last_column(void) { return 16384 - 1; }

#endif
