import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const room = join(import.meta.dirname, '../../calendar')
const files = readdirSync(room).filter((file) => file.endsWith('.ts'))

describe('the calendar', () => {
  it.each(files.filter((file) => file !== 'shipped.ts'))(
    'has no clock, no input and nothing from outside in %s',
    (file) => {
      const code = readFileSync(join(room, file), 'utf8')
      expect(code).not.toMatch(/\bIntl\b|Date\.now|new Date\(\)|toLocale|process\.|from '[^.]/)
      expect(code).not.toContain("'./shipped.ts'")
    },
  )
})
