/** Reading a table of numbers by position: the one place that says what a position outside of it would be, which no caller asks for. */

/** The number at a position; 0 outside of the table. */
export function numberAt(cells: ArrayLike<number>, position: number): number {
  return cells[position] ?? 0
}
