import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { tellings } from '../../cases/tellings.ts'
import { clockSchema, occasions, policySchema } from '../../policies/policy.ts'
import { rhythms } from '../../policies/rhythms.ts'
import { textOf } from '../../scripts/rule-places.ts'

const page = textOf('docs/writing-a-policy.md')
const isNamed = (word: string): boolean => new RegExp(`(^|[^\\w-])${word}($|[^\\w-])`).test(page)
const unnamed = (words: readonly string[]) => words.filter((word) => !isNamed(word))

/** What the frame of the law says for every authority: a new paper needs none of it. */
const ofTheFrame = (word: string): boolean => /^(notice|power|powers|statement|compliance)-/.test(word)

type Shape = { properties?: Record<string, Shape>; items?: Shape; anyOf?: Shape[]; additionalProperties?: Shape }
const whole = z.toJSONSchema(policySchema, { io: 'input', reused: 'inline' }) as Shape
const fieldsOf = (shape: Shape | undefined): string[] => Object.keys(shape?.properties ?? {})
const part = (name: string): Shape | undefined => whole.properties?.[name]

describe('how to write a policy', () => {
  it('names every field of a document', () => {
    expect(unnamed(fieldsOf(whole))).toEqual([])
  })

  it.each(['deadlines', 'levels', 'tells'])('names every field of %s', (name) => {
    expect(unnamed(fieldsOf(part(name)?.items).filter((field) => field !== 'statutory'))).toEqual([])
  })

  it.each(['roles', 'ladders', 'permissions'])('names every field of %s', (name) => {
    expect(unnamed(fieldsOf(part(name)?.additionalProperties as Shape))).toEqual([])
  })

  it('names every field of a year', () => {
    expect(unnamed(fieldsOf(part('year')?.properties?.['school']))).toEqual([])
  })

  it('names every clock, every rhythm, every occasion and every event on which people are told', () => {
    const clocks = clockSchema.options.map((one) => one.shape.kind.value)
    expect(unnamed([...clocks, ...rhythms])).toEqual([])
    expect(unnamed(occasions.filter((one) => !ofTheFrame(one)))).toEqual([])
    expect(unnamed(tellings.filter((one) => !ofTheFrame(one)))).toEqual([])
  })
})
