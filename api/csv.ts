type Field = string | number | null

/** A field as a spreadsheet takes it: quoted where it must be (RFC 4180), and never a formula. */
function field(value: Field): string {
  const text = value === null ? '' : String(value)
  const tame = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}

/** Lines as CSV (RFC 4180). */
export const csvOf = (lines: readonly Field[][]): string =>
  `${lines.map((line) => line.map(field).join(',')).join('\r\n')}\r\n`
