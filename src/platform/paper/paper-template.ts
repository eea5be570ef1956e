// The layout of GB/T 9704-2012 in Typst. A paper comes in as JSON and is only ever shown as text, so nothing in it is markup.

export const paperTemplate = String.raw`
#let p = json(bytes(sys.inputs.paper))
#let em = 16pt
#let pitch = p.pitch.line * 1pt
#let gap(size) = pitch - size
#let wide = 210mm - (p.margins.left + p.margins.right) * 1mm
#let lines(s) = s.split("\n").map(l => text(l)).join(linebreak())
#let face(name, size, body) = text(font: p.fonts.at(name), size: size, body)
#let blank = block(above: gap(em), below: gap(em), height: em)

#set document(title: p.title.join(), author: p.organ, date: none)
#set page(
  paper: "a4",
  margin: (top: p.margins.top * 1mm, bottom: p.margins.bottom * 1mm, left: p.margins.left * 1mm, right: p.margins.right * 1mm),
  // The rules at the sides of the number, not its upper edge, are 7 mm below the text.
  footer-descent: 4.5mm,
  footer: context {
    let n = counter(page).get().first()
    set par(first-line-indent: 0pt, justify: false)
    set align(if calc.odd(n) { right } else { left })
    pad(x: 14pt, text(font: p.fonts.song, size: 14pt, tracking: 0pt)[— #n —])
  },
)
// A line is exactly as high as its type, whatever font a character comes from: 22 lines stay 22 lines.
#set text(
  font: p.fonts.text, size: em, lang: "zh", region: "cn", hyphenate: false, cjk-latin-spacing: none,
  top-edge: 0.88em, bottom-edge: -0.12em, tracking: (p.pitch.character - 16) * 1pt,
)
#set par(leading: gap(em), spacing: gap(em), justify: true, first-line-indent: (amount: 2em, all: true))
#show heading: it => {
  let name = ("hei", "kai", "text", "text").at(it.level - 1)
  set text(weight: "regular", size: em, font: p.fonts.at(name))
  block(above: gap(em), below: gap(em), sticky: true, par(it.body))
}

#let red = rgb("#e60012")
#let centred(body) = {
  set par(first-line-indent: 0pt, justify: false)
  set align(center)
  body
}
#let banner = {
  v(35mm, weak: false)
  centred(context {
    let mark = s => text(font: p.fonts.title, weight: 700, size: s, fill: red, tracking: 0pt, p.organ + "文件")
    let full = measure(mark(48pt)).width
    block(above: 0pt, below: 0pt, mark(if full > wide { 48pt * (wide / full) } else { 48pt }))
  })
  if p.docNo != none {
    blank
    blank
    centred(block(above: 0pt, below: 0pt, lines(p.docNo)))
  }
  block(above: 4mm, below: 0pt, line(length: 100%, stroke: 1.5pt + red))
  blank
  blank
}
#let headline = centred({
  set par(leading: 12pt)
  block(above: 0pt, below: 0pt, text(font: p.fonts.title, weight: 700, size: 22pt, tracking: 0pt, context {
    p.title.map(l => {
      // Lines of one title are about equally long: no single character is left for the last one.
      let full = measure(text(l)).width
      let count = calc.max(1, calc.ceil(full / wide))
      box(width: calc.min(wide, full / count + 44pt), text(l))
    }).join(linebreak())
  }))
  if p.header != "red" and p.docNo != none { block(above: gap(em), below: 0pt, lines(p.docNo)) }
  blank
})

#let printed(t) = {
  let size = t.size * 1pt
  let one(c) = table.cell(
    colspan: c.colSpan, rowspan: c.rowSpan, breakable: not c.whole,
    align: horizon + (left: left, center: center, right: right).at(c.align),
    if c.head { text(font: p.fonts.hei, lines(c.text)) } else { lines(c.text) },
  )
  let grid = if t.cells.len() + t.head.len() > 0 {
    table(
      columns: t.widths.map(w => w * 1fr),
      stroke: 0.5pt, inset: (x: 3pt, y: size * 0.36),
      ..if t.head.len() > 0 { (table.header(repeat: true, ..t.head.map(one)),) } else { () },
      ..t.cells.map(one),
    )
  }
  set text(size: size, tracking: 0pt)
  set par(first-line-indent: 0pt, justify: false, leading: size * 0.3, spacing: size * 0.3)
  if t.caption != none {
    block(above: 20pt, below: 8pt, width: 100%, sticky: grid != none,
      align(center, text(font: p.fonts.hei, size: 14pt, lines(t.caption))))
  }
  if grid != none {
    let above = if t.caption == none { 14pt } else { 8pt }
    if t.together {
      // Taller than a page, it is cut all the same.
      context block(above: above, below: 18pt, breakable: measure(grid, width: wide).height > 205mm, grid)
    } else { block(above: above, below: 18pt, grid) }
  }
}

#let shown(b) = if b.kind == "heading" { heading(level: b.level, lines(b.text)) } else if b.kind == "paragraph" {
  par(lines(b.text))
} else if b.kind == "table" { printed(b) } else { pagebreak(weak: true) }

// Without a seal: the organ two characters from the right, the date two characters to the right of the organ's beginning;
// a date that is the longer one stands two characters from the right itself.
#let signed(s) = {
  set par(first-line-indent: 0pt, justify: false)
  let organ = text(s.organ)
  let date = text(s.on)
  blank
  context {
    let (o, d) = (measure(organ).width, measure(date).width)
    let at = if o > wide - 4 * em { 0pt } else if o >= d { wide - 2 * em - o } else { wide - 4 * em - d }
    block(above: gap(em), below: gap(em), breakable: false, {
      pad(left: at, organ)
      if at == 0pt { align(right, pad(right: 2 * em, date)) } else { pad(left: at + 2 * em, date) }
    })
  }
}

#if p.header == "red" { banner }
#headline
#if p.salutation != none {
  set par(first-line-indent: 0pt)
  block(above: 0pt, below: gap(em), lines(p.salutation + "："))
}
#for s in p.lead { par(lines(s)) }
#for (i, b) in p.blocks.enumerate() {
  // So that no signature stands alone on a page. A long paragraph would leave a hole where it was.
  let last = i == p.blocks.len() - 1 and p.signature != none and b.kind == "paragraph" and b.text.len() < 450
  if last { block(above: gap(em), below: gap(em), sticky: true, shown(b)) } else { shown(b) }
}
#block(above: gap(em), below: 0pt, breakable: p.note != none and p.note.len() > 900, {
  if p.signature != none { signed(p.signature) }
  if p.note != none { par(lines(p.note)) }
})
`;
