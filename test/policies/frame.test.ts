import { describe, expect, it } from 'vitest'
import { loadPolicies, PolicyFault, readPolicy } from '../../policies/policies.ts'

const frame = `
asks:
  decider: who decides
  advisers: who is told besides
roles:
  headteacher: { title: headteacher, school: true }
ladders:
  statutory:
    statutory: true
    rungs:
      - { offset: 1, to: [owner, <decider>, <advisers>], kind: overdue }
deadlines:
  - id: answer
    title: Answer
    rule: LAW-1
    why: The <decider> waits for it.
    next: The <decider> is told.
    owner: headteacher
    opens: { on: [notice-issued] }
    clock: { kind: working-days, days: 15 }
    ladder: statutory
    metBy: [{ command: recordWarningResponse }]
    chasedBy: warningNotice
permissions:
  usePower: { roles: [<decider>] }
tells:
  - { on: notice-issued, letter: warning-notice, kind: notice, to: [<advisers>, <decider>] }
`

const document = (more = '', roles = '{ decider: { is: head, called: Head }, advisers: [] }') => `authority: invented
name: Invented
edition: '1'
inForceFrom: 2010-01-01
paper: invented
frame:
  name: somewhere
  roles: ${roles}
calendar: { oneWeekHalfTermIsLong: false, statementAnchor: received, firstTerm: counts }
roles:
  head: { title: Head of Schools }
  board: { title: the board }
${more}`

const read = (text: string, laid = frame) =>
  readPolicy(text, 'ours.yaml', (name) => (name === 'somewhere' ? laid : undefined))

function refusal(text: string, laid = frame): string {
  try {
    read(text, laid)
  } catch (error) {
    expect(error).toBeInstanceOf(PolicyFault)
    return (error as PolicyFault).message
  }
  return 'none'
}

describe('a frame that a policy document takes in', () => {
  it('speaks of the authority’s own roles, and in a sentence by what they are called', () => {
    const policy = read(document())
    expect(policy.deadlines[0]).toMatchObject({ id: 'answer', why: 'The Head waits for it.' })
    expect(policy.ladders.statutory?.rungs[0]?.to).toEqual(['owner', 'head'])
    expect(policy.permissions.usePower).toMatchObject({ roles: ['head'] })
    expect(policy).not.toHaveProperty('frame')
    expect(policy).not.toHaveProperty('asks')
  })

  it('gives several for one where the authority has several, and calls a role by its title where nothing else is said', () => {
    const policy = read(document('', '{ decider: head, advisers: [board, head] }'))
    expect(policy.tells[0]?.to).toEqual(['board', 'head', 'head'])
    expect(policy.deadlines[0]?.next).toBe('The Head of Schools is told.')
  })

  it('gives way, field by field, to what the document says of the same id or key, and adds what it does not know', () => {
    const policy = read(
      document(`deadlines:
  - { id: answer, clock: { kind: months, months: 1 } }
permissions:
  usePower: { andUp: board }
tells:
  - { on: case-closed, letter: case-closed, kind: outcome, to: [head] }`),
    )
    expect(policy.deadlines).toHaveLength(1)
    expect(policy.deadlines[0]).toMatchObject({ title: 'Answer', clock: { kind: 'months', months: 1 } })
    expect(policy.permissions.usePower).toEqual({ andUp: 'board', school: false })
    expect(policy.tells.map(({ on }) => on)).toEqual(['case-closed', 'notice-issued'])
  })

  it('that is not there is refused with the line', () => {
    expect(refusal(document().replace('somewhere', 'elsewhere'))).toBe(
      'ours.yaml: line 7: frame.name: there is no frame "elsewhere"',
    )
  })

  it('whose question is left open, or that did not ask, or for a role that is not listed, is refused with the line', () => {
    expect(refusal(document('', '{ advisers: board }'))).toContain(
      'line 8: frame.roles: say which role is the decider: who decides',
    )
    expect(refusal(document('', '{ decider: head, advisers: [], issuer: head }'))).toContain(
      'line 8: frame.roles.issuer: the frame "somewhere" asks only for decider, advisers',
    )
    expect(refusal(document('', '{ decider: chief, advisers: [] }'))).toContain(
      'line 8: frame.roles.decider: names the role "chief", which the policy does not list under roles',
    )
  })

  it('that speaks of somebody for whom it does not ask, or is no YAML, is refused by its name', () => {
    expect(
      refusal(document(), frame.replace('told besides', 'told').replaceAll('[<decider>]', '[<desider>]')),
    ).toContain('the frame "somewhere" speaks of <desider> and does not ask for it')
    expect(refusal(document(), `${frame}  - {`)).toMatch(/^ours\.yaml: the frame "somewhere": line \d+: /)
  })

  it('has its own faults told with its own line, and those of the document with the document’s', () => {
    expect(refusal(document(), frame.replace('days: 15', 'days: 0'))).toContain(
      'line 20 of the frame "somewhere": deadlines.0.clock.days',
    )
    expect(refusal(document(), frame.replace('ladder: statutory', 'ladder: stern'))).toContain(
      'line 21 of the frame "somewhere": deadline "answer" names the ladder "stern"',
    )
    expect(refusal(document('deadlines:\n  - { id: answer, ladder: stern }'))).toContain(
      'line 14: deadline "answer" names the ladder "stern"',
    )
  })

  it('of England gives every authority that takes it in the same clocks of the law, with its own people (LAW-1, LAW-8, LAW-10)', () => {
    const policies = [...loadPolicies().values()].filter((one) => one.deadlines.length)
    for (const { deadlines, regimes, powers, name } of policies) {
      const clockOf = (id: string) => deadlines.find((one) => one.id === id)?.clock
      expect(clockOf('warning-notice-response'), name).toEqual({ kind: 'working-days', days: 15 })
      expect(clockOf('powers-window'), name).toEqual({ kind: 'months', months: 2 })
      expect(clockOf('statement-of-action'), name).toEqual({ kind: 'school-working-days', days: 10 })
      expect(
        regimes.map(({ law }) => law),
        name,
      ).toEqual(['LAW-1', 'LAW-9'])
      expect(Object.keys(powers), name).toContain('interim-executive-board')
    }
    const staffordshire = loadPolicies().get('staffordshire')
    const owed = staffordshire?.deadlines.find((one) => one.id === 'approve-warning-notice')
    expect(owed).toMatchObject({
      owner: 'head-of-sid',
      rule: 'ST-20',
      why: expect.stringContaining('of the Head of SID'),
    })
  })
})
