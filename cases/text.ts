import * as z from 'zod'

z.config({ jitless: true })

/** Text that every part can store and print: no control characters but tab and line breaks, no half of a character. */
export const isPlain = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(text)

/** The same in one line, as a name is. */
export const isOneLine = (text: string): boolean => text.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(text)

/** What the records take for the words of a confidential case, which they open when they are read: nobody else writes so (DA-4). */
export const looksSealed = (text: string): boolean => /^\s*sealed:/.test(text)

/** What those two say, for the description of the API; the control characters by number, as every reader of JSON Schema knows them. */
export const plainPattern = '^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]*$'
export const wordsPattern = '^\\s*[^\\s\\x00-\\x1f\\x7f-\\x9f][^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]*$'
export const oneLinePattern = '^\\s*[^\\s\\x00-\\x1f\\x7f-\\x9f][^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]*$'

/** What mail servers take (RFC 5321, 4.5.3.1): 64 characters before the @, labels of 63 behind it, 254 in all. */
const address =
  /^(?=[^@]{1,64}@)[A-Za-z0-9_'+-]+(?:\.[A-Za-z0-9_'+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/

export const mailAddress = (error: string) => z.email({ error, pattern: address }).max(254, error)
