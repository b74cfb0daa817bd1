import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { differencesInWords } from '../policies/differences-in-words.ts'
import { policyNamed } from './named-policy.ts'
import { policyJsonSchema, schemaFile } from './policy-schema.ts'

const usage = 'npm run policy -- FILE … | --diff FILE1 FILE2 | --schema; for a FILE may stand AUTHORITY@EDITION'

try {
  main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** Reads policy documents and says what is wrong with them, or what one says otherwise than another; or writes the schema for editors. */
function main(): void {
  const { files, schema, diff } = readArguments()
  if (schema) return writeFileSync(schemaFile, policyJsonSchema())
  if (diff) return console.log(difference(files))
  if (!files.length) throw new Error(`Say which document: ${usage}`)
  for (const file of files) console.log(check(file))
}

function check(file: string): string {
  const { name, edition, levels, deadlines } = policyNamed(file)
  return `${file}: ${name}, edition ${edition}: ${levels.length} levels and ${deadlines.length} deadlines, and no fault.`
}

function difference(files: string[]): string {
  const [before, after, ...more] = files
  if (!before || !after || more.length) throw new Error(`Say which two editions: ${usage}`)
  return differencesInWords(policyNamed(before), policyNamed(after))
}

function readArguments() {
  const options = { schema: { type: 'boolean', default: false }, diff: { type: 'boolean', default: false } } as const
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    return { files: positionals, ...values }
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new Error(`${why}: ${usage}`, { cause: error })
  }
}
