import * as z from 'zod'
import { beforeAll, describe, expect, it } from 'vitest'
import * as commands from '../../cases/commands.ts'

/** As a worker does with modules that its workflows share: objects and what they hold, not functions, not prototypes. */
function freezeDeeply(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value) || Object.isFrozen(value)) return
  seen.add(value)
  for (const name of Reflect.ownKeys(value)) freezeDeeply((value as Record<PropertyKey, unknown>)[name], seen)
  Object.freeze(value)
}

describe('the commands, shared by all workflows of a worker and frozen there', () => {
  beforeAll(() => {
    freezeDeeply({ ...commands })
    freezeDeeply({ ...z.regexes })
  })

  it.each(commands.commandNames)('reads %s all the same', (name) => {
    const schema: z.ZodObject = commands.commandSchemaOf(name)
    for (const filling of ['2025-03-14', 'person@school.example', 7]) {
      const input = Object.fromEntries(Object.keys(schema.shape).map((field) => [field, filling]))
      expect(() => commands.readCommand(name, input)).not.toThrow()
    }
    expect(commands.readCommand(name, { unheardOf: true }).ok).toBe(false)
  })
})
