// The look of pages that are carried away: paper, ink, cinnabar, without a sheet beside them. No double quote, `<` or `&`: the
// text stands inside a style element as it is.
export const archiveStyle = `
  :root { --paper: #faf8f3; --sheet: #fff; --ink: #1b1f24; --ink-2: #454c54; --ink-3: #646c75; --rule: #ddd8cc;
    --cinnabar: #b3261e; --cinnabar-wash: #f9ecea; --harbour: #1d4f7c; --ok: #1e6b45; --ok-wash: #e8f2ec; --warn-wash: #faf1dd;
    --song: 'Source Han Serif SC', 'Noto Serif CJK SC', 'Songti SC', STSong, SimSun, serif;
    --hei: system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif; font-size: 106.25%; }
  *, ::before, ::after { box-sizing: border-box; }
  body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.75 var(--hei); font-variant-numeric: tabular-nums;
    overflow-wrap: break-word; text-size-adjust: 100%; }
  main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
  a { color: var(--harbour); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
  :focus-visible { outline: 3px solid #b65c00; outline-offset: 2px; }
  h1, h2, h3 { margin: 0; font: 700 1rem/1.4 var(--song); text-wrap: balance; }
  h1 { font-size: 1.875rem; }
  h2 { margin: 3rem 0 1rem; padding-bottom: 0.375rem; border-bottom: 1px solid var(--ink); font-size: 1.375rem; }
  h3 { margin: 2rem 0 0.5rem; font-size: 1.125rem; }
  p { margin: 0 0 0.75em; }
  code { font: 0.8125rem/1.6 ui-monospace, Menlo, Consolas, monospace; word-break: break-all; }
  pre { margin: 0 0 1em; padding: 0.75rem 1rem; border-left: 3px solid var(--rule); background: var(--sheet); white-space: pre-wrap;
    word-break: break-all; font: 0.8125rem/1.7 ui-monospace, Menlo, Consolas, monospace; }
  img { max-width: 100%; height: auto; }
  .small { font-size: 0.875rem; }
  .muted { color: var(--ink-3); }
  .wide { grid-column: 2 / -1; }

  .cover { position: relative; padding: 2.5rem 3rem 2.25rem; border: 1px solid var(--ink); outline: 1px solid var(--ink);
    outline-offset: -0.4375rem; background: var(--sheet); }
  .cover .kind { margin: 0 0 2rem; color: var(--cinnabar); font: 700 1.0625rem/1.4 var(--song); letter-spacing: 0.5em; }
  .cover h1 { margin-right: 9rem; }
  .cover .no { margin: 0.625rem 9rem 2rem 0; color: var(--ink-2); }
  .stamp { position: absolute; top: 2.25rem; right: 2.75rem; padding: 0.5rem 0.875rem; border: 2px solid var(--cinnabar);
    outline: 1px solid var(--cinnabar); outline-offset: -0.3125rem; color: var(--cinnabar); font: 700 0.9375rem/1.6 var(--song);
    text-align: center; transform: rotate(-2deg); }
  .stamp b { display: block; font-size: 1.25rem; }
  .stamp small { font: 0.75rem/1.5 var(--hei); }
  .meta { display: grid; grid-template-columns: auto minmax(0, 1.4fr) auto minmax(0, 1fr); margin: 0; border: 1px solid var(--rule);
    border-bottom: 0; font-size: 0.875rem; }
  .meta dt, .meta dd { margin: 0; padding: 0.4375rem 0.75rem; border-bottom: 1px solid var(--rule); }
  .meta dt { background: var(--paper); color: var(--ink-3); white-space: nowrap; }
  .meta dt:has(+ .wide) { grid-column: 1; }
  .notice { margin: 1.25rem 0 0; padding: 0.625rem 0.875rem; border-left: 3px solid #855600; background: var(--warn-wash); }
  .notice.grave { border-color: var(--cinnabar); background: var(--cinnabar-wash); }
  .toc { display: flex; flex-wrap: wrap; gap: 0.25rem 1.75rem; margin: 1.5rem 0 0; padding: 0; list-style: none; }

  .timeline { margin: 0; padding: 0; list-style: none; }
  .timeline li { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); gap: 1.25rem; padding: 0.5rem 0; border-top: 1px solid var(--rule); }
  .timeline li:first-child { border-top: 0; }
  .timeline time { color: var(--ink-3); font-size: 0.875rem; line-height: 1.9; }
  .timeline p { margin: 0; color: var(--ink-2); }

  table { width: 100%; border-collapse: collapse; font-size: 0.875rem; line-height: 1.6; }
  th, td { padding: 0.5rem 0.625rem; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: top; }
  thead th { border-bottom: 1px solid var(--ink); color: var(--ink-3); font-weight: 400; white-space: nowrap; }
  .number { text-align: right; white-space: nowrap; }
  .fits { color: var(--ok); white-space: nowrap; }
  .differs { color: var(--cinnabar); font-weight: 700; }
  .files { table-layout: fixed; }
  .files .number { width: 6.5rem; }
  .files .digest { width: 17.5rem; }
  .files code { display: block; width: 32.5ch; font-size: 0.75rem; }
  .proof { margin: 0.5rem 0 1rem; padding: 0.75rem 1rem; border: 1px solid var(--rule); background: var(--sheet); font-size: 0.875rem; }
  .proof dl { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: 0.125rem 0.75rem; margin: 0.25rem 0 0; }
  .proof dt { color: var(--ink-3); }
  .proof dd { margin: 0; }
  .proof b { font-family: var(--song); }

  .sheet { padding: 3rem 3.5rem; border: 1px solid var(--rule); background: var(--sheet); }
  .sheet h1 { margin-bottom: 1.25rem; font-size: 1.75rem; line-height: 1.5; text-align: center; }
  .sheet .meta { margin-bottom: 2rem; }
  .back { margin: 0 0 1rem; font-size: 0.875rem; }
  .prose { font-size: 1.0625rem; line-height: 2; }
  .prose p { margin: 0 0 0.6em; text-indent: 2em; }
  .prose .align-center, .prose figure { text-align: center; text-indent: 0; }
  .prose .align-right { text-align: right; text-indent: 0; }
  .prose :is(li, td, th) p { margin: 0; text-indent: 0; }
  .prose :is(h2, h3, h4, h5) { margin: 1.2em 0 0.4em; padding: 0; border: 0; font: 700 1.125rem/1.8 var(--hei); }
  .prose figure { margin: 1em 0; }
  .prose blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid var(--rule); }
  .prose .table-scroll { margin: 1em 0; overflow-x: auto; line-height: 1.7; }
  .prose :is(td, th) { border: 1px solid var(--ink-3); }
  .diff { line-height: 2; }
  .diff > * { position: relative; margin: 0 0 0.5em; padding-left: 4.5em; }
  .diff .what { position: absolute; left: 0; color: var(--ink-3); font-size: 0.875rem; font-weight: 600; }
  .diff .heading { font-weight: 700; }
  ins { background: var(--ok-wash); text-decoration: underline double var(--ok); text-underline-offset: 0.2em; }
  del { background: var(--cinnabar-wash); color: var(--ink-2); text-decoration: line-through 2px var(--cinnabar); }
  .sr-only { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  @media screen and (max-width: 44rem) {
    main { padding: 1rem 1rem 3rem; }
    .cover { padding: 1.75rem 1.375rem 1.5rem; }
    .cover .kind { margin-bottom: 1.25rem; }
    .cover :is(h1, .no) { margin-right: 0; }
    h1, .sheet h1 { font-size: 1.4375rem; }
    .stamp { position: static; width: fit-content; margin: 0 0 1.25rem; }
    .meta { grid-template-columns: auto minmax(0, 1fr); }
    .timeline li { grid-template-columns: minmax(0, 1fr); gap: 0; }
    .sheet { padding: 1.5rem 1.25rem; }
    table.files, .files tbody, .files tr, .files td { display: block; }
    .files thead { display: none; }
    .files tr { padding: 0.625rem 0; border-bottom: 1px solid var(--rule); }
    .files td, .files .number, .files .digest { width: auto; padding: 0; border: 0; text-align: left; }
    .diff > * { padding-left: 0; }
    .diff .what { position: static; display: block; }
  }
  @page { size: A4; margin: 24mm 20mm 22mm 24mm; }
  @media print {
    :root { font-size: 10.5pt; --paper: #fff; --rule: #999; }
    main { max-width: none; padding: 0; }
    .toc, .back { display: none; }
    h2 { margin-top: 9mm; break-after: avoid; }
    h3 { break-after: avoid; }
    a { color: inherit; text-decoration: none; }
    .sheet { padding: 0; border: 0; }
    .prose { font: 14pt/1.8 FangSong, STFangsong, 'FangSong_GB2312', var(--song); }
    :is(tr, li, figure, .proof, .meta, .cover) { break-inside: avoid; }
    thead { display: table-header-group; }
    .prose .table-scroll { overflow: visible; }
    .stamp { transform: none; }
  }
`;
