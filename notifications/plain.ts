/** Everything that Unicode calls a control character, but for tab and newline, and what some programs take for a line's end. */
const controls = /(?![\t\n])[\p{Cc}\u2028\u2029\ufeff]/gu

/** Text without control characters, its lines ended by a newline alone. */
export const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replace(controls, '').toWellFormed()

/** The same of everything inside a value. */
export function plainIn<T>(value: T): T {
  if (typeof value === 'string') return plain(value) as T
  if (Array.isArray(value)) return value.map((one) => plainIn<unknown>(one)) as T
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainIn<unknown>(one)])) as T
  return value
}

/** What turns the direction of all that follows: a header has no need of it, and may be misread by it. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g

/** One line, for a header: whatever breaks a line becomes a space, and what is too long is cut. */
export function oneLine(text: string, longest = 200): string {
  const line = plain(text).replace(turning, '').replace(/\s+/g, ' ').trim()
  const letters = [...line]
  return letters.length > longest
    ? `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
    : line
}

/** A paragraph broken at words; a word longer than the line stands alone. */
export function wrap(text: string, width = 76, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, ...(line ? [indent + line] : [])].join('\n')
}

/** Somebody's own words, their lines kept, set in. */
export const setIn = (text: string, indent = '    '): string =>
  text
    .trim()
    .split('\n')
    .map((line) => wrap(line, 76, indent))
    .join('\n')

/** A label and what stands beside it, the further lines set in under the first. */
export function labelled(text: string, label: string): string {
  const indent = ' '.repeat(15)
  return `${`${label}:`.padEnd(15)}${wrap(text, 76, indent).trimStart()}`
}

/** 'the headteacher and the chair of governors'. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`

/** 'warning-notice-copy' as words: 'warning notice copy'; what is no such name stays as it is. */
export const asWords = (name: string): string => (/^[a-z0-9-]+$/.test(name) ? name.replaceAll('-', ' ') : name)

/** A sentence's first letter as a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** 'newcastle-moorlands' as the name that it is: 'Newcastle Moorlands'. */
export const districtName = (district: string): string =>
  asWords(district).replace(/(?<=^| )[a-z]/g, (letter) => letter.toUpperCase())
