extension ResultSchema {
  /// What analyses are made of: tables whose columns depend on what was asked, and charts.
  static var analyses: [String: [String: SchemaValue]] {
    [
      "analysis": record(
        "What an analysis found: sentences, tables and charts.",
        [
          Field("name", .text, "Which analysis, such as one-way or value-of-information."),
          Field("title", .text, "The title, for readers."),
          Field("subject", .text, "The study and what is looked at, for readers."),
          Field("computed", .text, "How it was computed, for readers."),
          Field("settings", .open, "The same for programs: scenario, seed, points, chances."),
          Field("currency", .text, "The currency of money."),
          Field("findings", .list(.text), "What it says, in sentences, the most important first."),
          Field("notes", .list(.text), "What to mind: method, paper, limits."),
          Field("tables", .list(.reference("analysisTable")), "The tables."),
          Field("charts", .list(.reference("analysisChart")), "The charts."),
        ]),
      "analysisTable": record(
        "A table of an analysis.",
        [
          Field("key", .text, "The key."), Field("title", .text, "The title, for readers."),
          Field("columns", .list(.reference("analysisColumn")), "The columns."),
          Field(
            "rows", .list(.open),
            "A map per row: `key`, `label`, and per column its number or word; a Monte Carlo standard error stands "
              + "under the key of the column with `Error` behind it, another unit with `Unit`. A count of own data "
              + "that is hidden because it, or one that follows from it, is about too few people is null, with true "
              + "under `Hidden` and what it is below under `Below`."),
        ]),
      "analysisColumn": record(
        "A column of a table.",
        [
          Field("key", .text, "The key under which its values stand in the rows."),
          Field("label", .text, "What readers see."),
          Field("unit", .text, "money, persons, months, share, chance, plain, or a unit of the study's own."),
        ]),
      "analysisChart": record(
        "A chart of an analysis.",
        [
          Field("key", .text, "The key."), Field("description", .text, "What it shows, in words."),
          Field("specification", .open, "A Vega-Lite specification, data included."),
        ]),
    ]
  }
}
