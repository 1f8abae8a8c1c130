/** The one style sheet: light and dark, narrow and wide, and A4. The digest is that of its exact bytes; the test says what it should be. */

export const STYLE_DIGEST = 'sha256-eO4IGBpevfRTsYF6E6LIr2pmGCUrRUROTluXKkrBrbw='

export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1b1c1e; --faint: #555a61; --line: #c6cad0; --panel: #f5f6f8; --field: #767b83;
  --for: #1f6fb2; --against: #b4531a; --start: #747a83; --alarm: #a3121f; --alarm-panel: #fdf1f1; --link: #0b57a4;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #17191c; --ink: #e9e7e4; --faint: #aeb3ba; --line: #454a52; --panel: #202327; --field: #8d939c;
    --for: #64b0f2; --against: #ee9a5b; --start: #9aa0a9; --alarm: #ff9a9a; --alarm-panel: #331c1e; --link: #86bdf7;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 Arial, Helvetica, "Liberation Sans", sans-serif; overflow-wrap: break-word;
}
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 0 0 .5rem; font-size: 1.25rem; line-height: 1.3; }
h3 { margin: 0 0 .4rem; font-size: 1.1rem; line-height: 1.3; }
p { margin: .3rem 0; }
ul, ol { margin: .3rem 0; padding-left: 1.6rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
section { margin: 1.5rem 0; }
.faint, .of { color: var(--faint); }
.faint, .of, caption, .status { font-size: .9rem; }
.status { border: 1px solid var(--field); border-radius: .25rem; padding: 0 .3rem; }
.status, .words { white-space: nowrap; }
.words { color: var(--faint); font-size: .9rem; padding-left: .3rem; }
.words.leading, .words.plausible { color: var(--ink); font-weight: bold; }
.scale { display: flex; justify-content: space-between; }
header { border-bottom: 2px solid var(--ink); padding-bottom: .5rem; display: flex; flex-wrap: wrap; justify-content: space-between; align-items: end; gap: 0 1.5rem; }
h1 { flex: 1 0 100%; }
footer { border-top: 1px solid var(--line); color: var(--faint); font-size: .85rem; }

label { font-weight: bold; }
input {
  font: inherit; color: inherit; background: transparent; border: 0; border-bottom: 1px solid var(--field); border-radius: 0;
  padding: .2rem; width: 100%; min-height: 1.75rem;
}
.date { display: flex; gap: .6rem; align-items: end; }
.date input { width: 12rem; }
.urgent { border: 2px solid var(--alarm); border-left-width: .6rem; border-radius: .25rem; background: var(--alarm-panel); padding: .6rem 1rem; }
.urgent h2 { color: var(--alarm); }
.own { border: 2px solid var(--ink); border-radius: .25rem; padding: .8rem 1rem; }
.own ol { list-style: none; padding: 0; }
.own li { display: grid; grid-template-columns: max-content 1fr; gap: .6rem; align-items: end; margin: .5rem 0; }

table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: .3rem 0; }
caption { text-align: left; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .4rem; font-weight: normal; border-top: 1px solid var(--line); }
thead th { color: var(--faint); font-size: .85rem; vertical-align: bottom; border-top: 0; }
.answers th:first-child { width: 26%; }
.answers ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
.ranking th:first-child { width: 2.8rem; }
.ranking th:nth-child(3), .ledger th:nth-child(2) { width: 32%; }
.ranking th:nth-child(4) { width: 10.5rem; }
.ledger th:nth-child(3), .causality th:nth-child(4) { width: 4rem; }
.causality th:first-child { width: 2.8rem; }
.causality th:nth-child(2) { width: 34%; }
.causality th:nth-child(3) { width: 6.2rem; }
.number, .ranking th:nth-child(4), .ledger th:nth-child(3), .causality th:nth-child(4) { text-align: right; }
td.number { font-variant-numeric: tabular-nums; }
td.number .of { padding-left: .4rem; }
.leader { font-size: 1.05rem; font-weight: bold; padding-top: 1.2rem; border-top: 0; }
caption { color: var(--faint); }
.causality caption { color: inherit; font-size: 1rem; font-weight: bold; }
.ranking th:nth-child(3), .ledger th:nth-child(2), td.bar { padding-left: 1rem; padding-right: 1rem; }
.tool section:first-of-type { margin-top: .3rem; }
svg { display: block; width: 100%; height: 1.1rem; margin-top: .2rem; overflow: visible; }
.grid, .axis, .whisker { fill: none; vector-effect: non-scaling-stroke; }
.grid { stroke: var(--line); }
.axis { stroke: var(--ink); }
.whisker { stroke: var(--ink); stroke-width: 1.6; }
.support, .for { fill: var(--for); stroke: var(--for); }
.against { fill: var(--against); stroke: var(--against); }
.prior { fill: var(--start); stroke: var(--start); }
.support, .for, .against { stroke-width: 1; vector-effect: non-scaling-stroke; }
.in-part { fill: none; stroke-width: 1.6; }

details { border: 1px solid var(--field); border-radius: .25rem; padding: 0 1rem; margin: 1.5rem 0; }
.tool { border: 2px solid var(--ink); }
summary { cursor: pointer; padding: .7rem 0; }
summary h2 { display: inline; }
.unfold, .sheet { display: none; }
@supports not selector(details::details-content) { .unfold { display: block; } }
.next li { margin-bottom: .3rem; }
.disagreement { border: 1px solid var(--line); background: var(--panel); border-radius: .25rem; padding: .5rem .8rem; margin: .6rem 0; }
.sides { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: .5rem 1.2rem; }
.sides li { border-left: .25rem solid var(--field); padding-left: .6rem; }
dl { margin: 0; }
dl div { display: grid; grid-template-columns: 11rem 1fr; gap: .2rem 1rem; padding: .25rem 0; border-top: 1px solid var(--line); }
dt { color: var(--faint); }
dd { margin: 0; min-width: 0; }
dd ul { margin: 0; padding-left: 1.1rem; }
.sources li { padding-left: .2rem; overflow-wrap: anywhere; }
.digest { overflow-wrap: anywhere; }
@media screen and (max-width: 34rem) {
  body { padding: .75rem; }
  details, .tool { padding: 0; border-width: 2px 0 0; border-radius: 0; }
  dl div { grid-template-columns: 1fr; gap: 0; }
  table, caption, thead, tbody { display: block; }
  tr { display: grid; border-top: 1px solid var(--line); }
  th, td { border-top: 0; padding: .2rem; }
  .answers thead, .causality thead, .ranking th[scope='col']:nth-child(-n + 2), .ledger th[scope='col']:first-child {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }
  .answers th { color: var(--faint); }
  .ranking tr, .causality tr { grid-template-columns: 1.8rem 1fr auto; }
  .ledger tr { grid-template-columns: 1fr auto; }
  .ranking thead tr { grid-template-columns: 0 1.8rem 1fr; }
  .ranking thead tr, .ledger thead tr { border: 0; }
  .ranking tr > :nth-child(3) { grid-area: 2 / 2 / 3 / 4; }
  .ranking tr > :nth-child(4), .causality tr > :nth-child(4) { grid-area: 1 / 3 / 2 / 4; }
  .ledger tr > :nth-child(2) { grid-area: 2 / 1 / 3 / 3; }
  .causality td:nth-child(3) { grid-area: 2 / 2 / 3 / 4; }
  .causality td:nth-child(5) { grid-area: 3 / 2 / 4 / 4; }
  tr > * { width: auto !important; }
  .ranking td.number .of { display: block; padding: 0; }
  .leader, .ledger td[colspan] { grid-column: 1 / -1; }
}
@media print {
  @page { size: A4; margin: 9mm 12mm; }
  :root { color-scheme: light; print-color-adjust: exact; font-size: 8.25pt; }
  body { max-width: none; padding: 0; line-height: 1.2; }
  h1 { font-size: 1.45rem; }
  h2, h3, caption, thead { break-after: avoid; }
  section, details { margin: 2mm 0; }
  p, ul, ol { margin: .4mm 0; }
  th, td { padding: .25mm 1mm; }
  tr, li, .disagreement, .urgent, .own { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  svg { height: 3mm; margin-top: .25mm; }
  input { min-height: 7.5mm; padding: 0; }
  details { border: 0; padding: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; padding: 0; cursor: auto; }
  .tool { border: 0; break-before: page; }
  .sheet { display: inline; padding-left: 1rem; }
  tr:has(td[colspan]) { break-before: avoid; }
  .ranking th:nth-child(3) { width: 28%; }
  .ranking th:nth-child(4) { width: 36mm; }
  .causality th:nth-child(2) { width: 40%; }
  .ledger th:nth-child(2) { width: 30mm; padding: 0 1mm; }
  .ledger td.bar { padding: 0 1mm; }
  .ledger .of { font-size: .87rem; }
  .ledger th:nth-child(3) { width: 12mm; }
  .leader { font-size: 1rem; padding-top: 2mm; break-after: avoid; }
  .next ol, .sources ol, .causality ul { columns: 2; column-gap: 6mm; }
  .next ul, .next li, .sources li { margin: 0; }
  .next ul { padding: 0; }
  .next ul li { display: inline; }
  .next ul li + li::before { content: '· '; }
  .sources ol { font-size: .85rem; }
  .next ul, .causality td, .causality th, .causality ul { font-size: .9rem; }
  dl div { padding: .25mm 0; grid-template-columns: 30mm 1fr; }
  dd ul { padding: 0; }
  dd li { display: inline; }
}
`
