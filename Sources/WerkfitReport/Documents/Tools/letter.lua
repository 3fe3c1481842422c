-- Makes every document hold only what a letter may hold, and keeps what pandoc's writers would drop.
--
-- 1. Only known classes, plain identifiers, links to the web and the charts of the request pass: text of a study can
--    never add an attribute, read a file or reach the network.
-- 2. Alternative texts reach Typst; table headers get their scope; wide tables scroll by themselves in a page; notes and
--    annexes get the form that each format has for them.

local charts, words, alternatives = {}, {}, nil
do
  local path = os.getenv("WERKFIT_DOCUMENT")
  if path then
    local file = assert(io.open(path, "r"))
    local facts = pandoc.json.decode(file:read("a"), false)
    file:close()
    charts, words, alternatives = facts.charts, facts.words, facts.alternatives
  end
end

local classes = { letterhead = true, note = true, warning = true, summary = true, annex = true, small = true }
local identifiers = {}

local function attributes(attr)
  local identifier = ""
  if attr.identifier:match("^[a-z][a-z0-9-]*$") and not identifiers[attr.identifier] then
    identifier = attr.identifier
    identifiers[identifier] = true
  end
  local kept = attr.classes:filter(function(class) return classes[class] end)
  return pandoc.Attr(identifier, kept)
end

local function is_web(target)
  local lower = target:lower()
  return lower:match("^https?://") or lower:match("^mailto:") or lower:match("^#[a-z][a-z0-9-]*$")
end

local function clean_image(image)
  local chart = charts[image.src]
  if not chart then return image.caption end
  local width = image.attributes.width
  local kept = {}
  if width and width:match("^%d+%%$") then kept.width = width end
  image.attr = pandoc.Attr(attributes(image.attr).identifier, {}, kept)
  return image
end

local clean = {
  RawBlock = function() return {} end,
  RawInline = function() return {} end,
  Math = function(math) return pandoc.Str(math.text) end,
  Header = function(header) header.attr = attributes(header.attr) return header end,
  Div = function(div) div.attr = attributes(div.attr) return div end,
  Span = function(span) return span.content end,
  Code = function(code) code.attr = pandoc.Attr() return code end,
  CodeBlock = function(code) code.attr = pandoc.Attr() return code end,
  Link = function(link)
    if not is_web(link.target) then return link.content end
    return pandoc.Link(link.content, link.target)
  end,
  Image = clean_image,
}

-- ## Figures

local function html(text)
  return (text:gsub("[&<>\"']", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

local function typst_string(text)
  return '"' .. text:gsub("[\\\"]", "\\%0"):gsub("%s+", " ") .. '"'
end

-- pandoc's Typst writer leaves "=", "-", "+" and "/" bare where a list item or a cell starts with them, and Typst makes
-- other signs of "--" and "...": every sign is escaped here instead.
local escape_typst = {
  Str = function(str) return pandoc.RawInline("typst", (str.text:gsub("%p", "\\%0"))) end,
}

local function typst(blocks)
  return pandoc.write(pandoc.Pandoc(blocks):walk(escape_typst), "typst-smart")
end

local function figure_html(image, chart, alternative)
  local identifier = image.identifier ~= "" and (' id="' .. image.identifier .. '"') or ""
  local lines = { "<figure" .. identifier .. ">", chart.sheet and '<picture class="sheet">' or "<picture>" }
  for _, source in ipairs(chart.sources) do
    lines[#lines + 1] = '<source media="' .. html(source.media) .. '" srcset="' .. source.uri .. '" />'
  end
  lines[#lines + 1] = '<img alt="' .. html(alternative) .. '" src="' .. chart.uri .. '" />'
  lines[#lines + 1] = "</picture>"
  if image.title ~= "" then lines[#lines + 1] = "<figcaption>" .. html(image.title) .. "</figcaption>" end
  lines[#lines + 1] = "</figure>"
  return pandoc.RawBlock("html", table.concat(lines, "\n"))
end

local function figure_typst(image, chart, alternative)
  local picture = "image(" .. typst_string(chart.file) .. ", width: " .. (image.attributes.width or "100%")
    .. ", alt: " .. typst_string(alternative) .. ")"
  local caption = image.title ~= "" and typst({ pandoc.Plain({ pandoc.Str(image.title) }) }) or nil
  return pandoc.RawBlock("typst", "#chart(" .. picture .. (caption and (", [" .. caption .. "]") or "") .. ")")
end

-- pandoc writes no alternative text into ODT: they are left, in order, for who finishes the file.
local function note_alternative(text)
  local file = assert(io.open(alternatives, "a"))
  file:write((text:gsub("%s+", " ")), "\n")
  file:close()
end

local function figure(block)
  if #block.content ~= 1 or block.content[1].t ~= "Image" then return nil end
  local image = block.content[1]
  local chart = charts[image.src]
  local alternative = pandoc.utils.stringify(image.caption)
  if FORMAT:match("html") then return figure_html(image, chart, alternative) end
  if FORMAT == "typst" then return figure_typst(image, chart, alternative) end
  local caption = image.title
  if FORMAT ~= "docx" then note_alternative(alternative) end
  image.src, image.title = chart.file, ""
  image.attributes.width = image.attributes.width or "100%"
  local blocks = { pandoc.Div({ pandoc.Para({ image }) }, pandoc.Attr("", {}, { ["custom-style"] = "Chart" })) }
  if caption ~= "" then
    local style = { ["custom-style"] = "Chart Caption" }
    blocks[2] = pandoc.Div({ pandoc.Para({ pandoc.Str(caption) }) }, pandoc.Attr("", {}, style))
  end
  return blocks
end

-- ## Tables

-- Columns that hold a line of print at the size of a table, and the most that a number takes before it may break.
local LINE, NUMBER = 100, 22

local function length(text) return utf8.len(text) or #text end

local function is_number(text)
  return text:match("%d") and not text:match("%a%a%a%a%a%a%a")
end

-- Within brackets a number keeps together, so that a range breaks off as a whole.
local function held(inlines)
  local depth = 0
  for index, inline in ipairs(inlines) do
    if inline.t == "Str" then
      depth = depth + select(2, inline.text:gsub("[(]", "")) - select(2, inline.text:gsub("[)]", ""))
    elseif (inline.t == "Space" or inline.t == "SoftBreak") and depth > 0 then
      inlines[index] = pandoc.Str("\u{a0}")
    end
  end
  return inlines
end

local function longest_word(text)
  local longest = 0
  for word in text:gmatch("%S+") do longest = math.max(longest, length(word)) end
  return longest
end

-- What a column needs at least and what it would like, in characters.
local function measure(rows, column)
  local least, natural = 4, 4
  for number, row in ipairs(rows) do
    local cell = row.cells[column]
    local text = cell and pandoc.utils.stringify(cell.contents) or ""
    least = math.max(least, longest_word(text))
    -- A heading may wrap: it asks for no more than half of its length.
    natural = math.max(natural, number == 1 and math.ceil(length(text) / 2) or length(text))
    if number > 1 and is_number(text) and length(text) <= NUMBER then least = math.max(least, length(text)) end
  end
  return least + 3, math.max(least, natural) + 3
end

local function share_width(element)
  local rows = pandoc.List()
  rows:extend(element.head.rows)
  for _, body in ipairs(element.bodies) do rows:extend(body.body) end
  local least, wish, total, wishes = {}, {}, 0, 0
  for column = 1, #element.colspecs do
    least[column], wish[column] = measure(rows, column)
    total, wishes = total + least[column], wishes + wish[column] - least[column]
  end
  local spare = math.max(0, LINE - total)
  local widths, sum = {}, 0
  for column = 1, #element.colspecs do
    local extra = wishes > 0 and spare * (wish[column] - least[column]) / wishes or spare / #element.colspecs
    widths[column] = least[column] + extra
    sum = sum + widths[column]
  end
  for column, specification in ipairs(element.colspecs) do
    element.colspecs[column] = { specification[1], widths[column] / sum }
  end
end

local function each_row(element, action)
  for _, row in ipairs(element.head.rows) do action(row, true) end
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do action(row, false) end
  end
end

local tables = 0

local function grid(element)
  tables = tables + 1
  local heads = {}
  each_row(element, function(row, is_head)
    for column, cell in ipairs(row.cells) do
      local text = pandoc.utils.stringify(cell.contents)
      if is_head then
        heads[#heads + 1] = text
        cell.attributes.scope = "col"
      else
        if column == 1 then cell.attributes.scope = "row" end
        if is_number(text) then
          cell.contents = cell.contents:walk({ Inlines = held })
        end
      end
    end
  end)
  -- For ODT a row's head is only a bold cell.
  if FORMAT ~= "opendocument" and FORMAT ~= "odt" then
    for _, body in ipairs(element.bodies) do body.row_head_columns = 1 end
  end
  if not FORMAT:match("html") then
    share_width(element)
    return element
  end
  -- A browser divides the width better than we can.
  for column, specification in ipairs(element.colspecs) do element.colspecs[column] = { specification[1] } end
  local label = words.table .. " " .. tables .. ": " .. table.concat(heads, ", ")
  -- As a list: the order of a table's keys changes from run to run.
  local attributes = { { "role", "region" }, { "tabindex", "0" }, { "aria-label", label } }
  return pandoc.Div({ element }, pandoc.Attr("", { "scroll" }, attributes))
end

-- ## Parts of a letter

local styles = { note = "Note", warning = "Note", summary = "Note", small = "Small Print", letterhead = "Letterhead" }

-- The lists of terms of a letterhead become lines "term, tab, meaning": Word and Writer have no such list, and Typst's own
-- cannot be laid out in columns and keep its tags.
local function pair(term, definitions, form)
  local meaning = pandoc.Inlines({})
  for _, definition in ipairs(definitions) do meaning:extend(pandoc.utils.blocks_to_inlines(definition)) end
  if FORMAT == "typst" then
    return pandoc.RawBlock("typst", "#" .. form .. "([" .. typst({ pandoc.Plain(term) }) .. "], ["
      .. typst({ pandoc.Plain(meaning) }) .. "])")
  end
  local tab = FORMAT == "docx" and pandoc.RawInline("openxml", "<w:r><w:tab/></w:r>")
    or pandoc.RawInline("opendocument", "<text:tab/>")
  local line = pandoc.Inlines({ pandoc.Strong(term), tab })
  line:extend(meaning)
  return pandoc.Para(line)
end

local function pairs_of(list, form)
  local result = pandoc.Blocks({})
  for _, item in ipairs(list.content) do result:insert(pair(item[1], item[2], form)) end
  return result
end

local letterhead = {
  Div = function(div)
    if div.classes[1] ~= "letterhead" or FORMAT:match("html") then return nil end
    div.content = div.content:walk({ DefinitionList = function(list) return pairs_of(list, "fact") end })
    return div
  end,
}

local function glossary(list)
  if FORMAT == "typst" then return pairs_of(list, "entry") end
  return nil
end

local function part_typst(class, div)
  local open = pandoc.RawBlock("typst", "#" .. class .. "[")
  local blocks = pandoc.List({ open })
  blocks:extend(div.content)
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

local function part(div)
  local class = div.classes[1]
  if not classes[class] then return nil end
  if FORMAT:match("html") then
    if class == "note" or class == "warning" or class == "summary" then div.attributes.role = "note" end
    return div
  end
  if FORMAT == "typst" then return part_typst(class, div) end
  if class == "annex" then
    local page = pandoc.RawBlock("openxml", '<w:p><w:pPr><w:pStyle w:val="PageBreak"/></w:pPr></w:p>')
    if FORMAT ~= "docx" then page = pandoc.RawBlock("opendocument", '<text:p text:style-name="Page_20_Break"/>') end
    local blocks = pandoc.List({ page })
    blocks:extend(div.content)
    return blocks
  end
  return pandoc.Div(div.content, pandoc.Attr("", {}, { ["custom-style"] = styles[class] }))
end

local build = { Para = figure, Plain = figure, Table = grid, DefinitionList = glossary, Div = part }

-- A chart stands alone in its paragraph; elsewhere its words do.
local stray = { Image = function(image) return charts[image.src] and image.caption or nil end }

return { clean, letterhead, build, stray, FORMAT == "typst" and escape_typst or {} }
