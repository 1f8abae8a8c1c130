/** A reader of CSV and TSV that shares nothing with the writer. */

type Mode = 'strict' | 'like-a-spreadsheet'

/** Rows of cells. Strict: LF ends every row, also the last, and a quote stands only around a cell or doubled inside one; a spreadsheet takes anything. */
export function readTable(text: string, delimiter: string, mode: Mode = 'strict'): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? readQuoted(text, at + 1) : { cell: '', end: at }
    let rest = end
    while (rest < text.length && text[rest] !== delimiter && text[rest] !== '\n') rest += 1
    const tail = text.slice(end, rest)
    if (mode === 'strict' && (end === at ? tail.includes('"') : tail !== '')) throw new Error(`a stray quote at ${at}`)
    if (mode === 'strict' && (tail.includes('\r') || rest === text.length))
      throw new Error(`a line end other than LF at ${rest}`)
    row.push(cell + tail)
    at = rest + 1
    if (text[rest] === delimiter && text[at] !== '\n') continue
    if (text[rest] === delimiter) {
      row.push('')
      at += 1
    }
    rows.push(row)
    row = []
  }
  return rows
}

/** From behind the opening quote to behind the closing one. */
function readQuoted(text: string, start: number): { readonly cell: string; readonly end: number } {
  let cell = ''
  for (let at = start; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at]
    else if (text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else return { cell, end: at + 1 }
  }
  return { cell, end: text.length }
}
