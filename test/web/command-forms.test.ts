import { describe, expect, it } from 'vitest'
import { blankCase } from '../../cases/blank-case.ts'
import { commandNames, readCommand, type CommandName } from '../../cases/commands.ts'
import { fieldsOf } from '../../cases/fields.ts'
import { loadPolicies } from '../../policies/policies.ts'
import { policyFor } from '../../policies/year.ts'
import { answersIn, typedFrom } from '../../web/commands/answers.ts'
import { shownFaults } from '../../web/commands/faults.ts'
import { formOf, type FormField } from '../../web/commands/form.ts'
import { inputFrom } from '../../web/commands/posted.ts'
import { fieldWords, hasWords, wordsOf } from '../../web/commands/words.ts'
import type { Typed } from '../../web/drafts.ts'

const staffordshire = loadPolicies().get('staffordshire')!
const school = { urn: '900001', name: 'Invented', phase: 'primary', district: null, denomination: null } as const
const owed = [
  { key: 'k', id: 'sip-visit', title: 'Visit the school', status: 'open', due: '2026-04-01' },
] as unknown as ReturnType<typeof blankCase>['deadlines']

const ofYear: CommandName[] = ['recommendCategory', 'agreeCategory', 'confirmCategory', 'decideChallenge']
function form(name: CommandName) {
  const kind = ofYear.includes(name) ? 'school-year' : 'intervention'
  const policy = policyFor(staffordshire, kind)
  const state = { ...blankCase(policy, school, 'case', kind), deadlines: owed }
  const somebody = [{ value: 'dora', text: 'Dora Example' }]
  const more = {
    letter: somebody,
    person: somebody,
    officer: somebody,
    edition: [{ value: '2027-01', text: '2027-01' }],
  }
  return formOf(name, { policy, state, values: {}, more })
}

/** What somebody would put into a field. */
function filled(field: FormField, id = field.id): Typed {
  const [first] = field.choices
  switch (field.control) {
    case 'day':
      return { [`${id}-day`]: '7', [`${id}-month`]: '4', [`${id}-year`]: '2026' }
    case 'number':
      return { [id]: ' 1 ' }
    case 'yes-no':
      return { [id]: 'yes' }
    case 'lines':
      return { [id]: 'Teaching of reading\r\n\r\nAttendance' }
    case 'rows':
      return Object.assign({}, ...(field.row?.fields ?? []).map((one) => filled(one, `${id}-1-${one.id}`)))
    case 'mail':
      return { [id]: 'r@example.org' }
    case 'hidden':
      return {}
    default:
      return { [id]: first ? first.value : field.name === 'school' ? '900001' : field.name === 'entry' ? '3' : 'Words' }
  }
}
const filledForm = (name: CommandName): Typed =>
  Object.assign({}, ...form(name).fields.map((field) => filled(field))) as Typed

describe('the form of every command', () => {
  it.each(commandNames)('%s asks in words for all that its schema has', (name) => {
    const { title, fields } = form(name)
    expect(title).toBe(wordsOf(name).title)
    const asked = fields.map((field) => field.name)
    const needed = fieldsOf(name).filter(({ optional }) => !optional)
    expect(asked).toEqual(expect.arrayContaining(needed.map((field) => field.name)))
    expect(fieldsOf(name).map((field) => field.name)).toEqual(expect.arrayContaining(asked))
    expect(asked.includes('shortNotice')).toBe(false)
    for (const field of fields) {
      expect(field.label, field.name).toMatch(/^\p{Lu}/u)
      for (const choice of field.choices) expect(choice.text, `${field.name} ${choice.value}`).not.toBe('')
    }
  })

  it.each(commandNames)('%s posts what its schema takes, with every field filled', (name) => {
    const { input, ...typed } = inputFrom(form(name), filledForm(name))
    const read = readCommand(name, name === 'correctEntry' ? { ...typed, input: { reason: 'R' } } : { ...typed, input })
    if (input === undefined)
      expect(readCommand(name, name === 'correctEntry' ? { ...typed, input: {} } : typed).ok).toBe(true)
    else expect(read).toMatchObject({ ok: true })
  })

  it.each(commandNames)('%s posts nothing for what may be left empty', (name) => {
    const needed = form(name).fields.filter((field) => !field.optional)
    const input = inputFrom(form(name), Object.assign({}, ...needed.map((field) => filled(field))) as Typed)
    const optional = fieldsOf(name).filter((field) => field.optional)
    for (const { name: field } of optional) expect(input).not.toHaveProperty(field)
  })

  it('shows an entry’s input as it was typed, so that a correction changes only what is changed', () => {
    for (const name of commandNames.filter((one) => one !== 'correctEntry')) {
      const input = inputFrom(form(name), filledForm(name))
      expect(inputFrom(form(name), typedFrom(form(name), input)), name).toEqual(input)
    }
  })

  it('has words for every fixed choice, and no words for fields that there are not', () => {
    for (const name of commandNames) {
      const names = fieldsOf(name).flatMap(({ name: field, shape }) =>
        shape.kind === 'rows' ? [field, ...shape.fields.map((one) => one.name)] : [field],
      )
      expect(
        Object.keys(wordsOf(name).fields).filter((field) => !names.includes(field)),
        name,
      ).toEqual([])
      expect(hasWords(name, names), `the words of ${name} in web/commands/words.yaml`).toBe(true)
      for (const { name: field, shape } of fieldsOf(name)) {
        const options = fieldWords(name, field).options
        if (options && shape.kind === 'one') expect(Object.keys(options).toSorted()).toEqual(shape.values.toSorted())
      }
    }
  })
})

describe('a form under a code of practice (HE-1)', () => {
  it('asks why the school was not told as far ahead as is promised', () => {
    const policy = loadPolicies().get('hertfordshire')!
    const asked = formOf('changeLevel', { policy, state: blankCase(policy, school, 'case'), values: {}, more: {} })
    expect(asked.fields.map(({ name }) => name)).toContain('shortNotice')
  })
})

describe('what is wrong with a form', () => {
  const faultsOf = (name: CommandName, typed: Typed) => {
    const read = readCommand(name, inputFrom(form(name), typed))
    return read.ok ? [] : shownFaults(form(name), read.faults, typed)
  }

  it('is said in the words of its question, and leads to the place where it is mended', () => {
    expect(
      faultsOf('issueWarningNotice', { ...filledForm('issueWarningNotice'), matters: '', 'givenOn-month': '13' }),
    ).toEqual([
      {
        field: 'givenOn-day',
        of: 'givenOn',
        message: '“When is it given?” must be a date that exists, for example 27 3 2026',
      },
      { field: 'matters', of: 'matters', message: '“The matters of concern” is empty: say it in a sentence' },
    ])
  })

  it('finds its row, though empty rows stand before it', () => {
    const typed = { 'milestones-0-what': '', 'milestones-2-what': 'Reading ages measured', 'milestones-2-by-day': 'x' }
    expect(faultsOf('agreeImprovementAgenda', typed).map(({ field, of }) => [field, of])).toEqual([
      ['milestones-2-by-day', 'milestones-2-by'],
    ])
  })

  it('says of a choice that none was made', () => {
    expect(faultsOf('recordEvaluation', { evidence: 'E' })).toMatchObject([
      { field: 'pace', message: '“Is the pace of improvement sufficient?”: choose one' },
    ])
  })
})

describe('the answers of a form', () => {
  it('are looked over in words: days as people say them, choices by their names', () => {
    expect(answersIn(form('recordEvaluation'), { ...filledForm('recordEvaluation'), note: '' })).toEqual([
      { id: 'pace', label: 'Is the pace of improvement sufficient?', lines: ['Yes, the pace is sufficient'] },
      { id: 'evidence', label: 'What shows it?', lines: ['Words'] },
      { id: 'evaluatedOn', label: 'When was it evaluated?', lines: ['Tuesday 7 April 2026'] },
    ])
    expect(answersIn(form('agreeImprovementAgenda'), filledForm('agreeImprovementAgenda'))[0]).toMatchObject({
      lines: ['Words, by Tuesday 7 April 2026'],
    })
  })
})
