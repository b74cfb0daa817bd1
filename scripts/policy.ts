import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readPolicy } from '../policies/policies.ts'
import { policyJsonSchema, schemaFile } from './policy-schema.ts'

const usage = 'npm run policy -- FILE … | --schema'

try {
  main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** Reads policy documents and says what is wrong with them, or writes the schema that editors use. */
function main(): void {
  const { files, schema } = readArguments()
  if (schema) return writeFileSync(schemaFile, policyJsonSchema())
  if (!files.length) throw new Error(`Say which document: ${usage}`)
  for (const file of files) console.log(check(file))
}

function check(file: string): string {
  const { name, edition, levels, deadlines } = readPolicy(textOf(file), file)
  return `${file}: ${name}, edition ${edition}: ${levels.length} levels and ${deadlines.length} deadlines, and no fault.`
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`${file} cannot be read: name a policy document that exists`, { cause: error })
  }
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: { schema: { type: 'boolean' } }, allowPositionals: true })
    return { files: positionals, schema: values.schema ?? false }
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new Error(`${why}: ${usage}`, { cause: error })
  }
}
