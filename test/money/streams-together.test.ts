import { describe, expect, it } from 'vitest'
import type { Support } from '../../cases/money.ts'
import { streamsOf } from '../../cases/streams.ts'

const support = (more: Partial<Support>): Support => ({
  entry: 1,
  stage: 'planned',
  kind: 'programme',
  days: 0,
  pounds: 0,
  officer: null,
  on: '2024-09-09',
  until: null,
  stream: 'Reading',
  underAgreement: false,
  impact: '',
  ...more,
})
const names = (...all: Partial<Support>[]) =>
  streamsOf([{ caseId: 'one', support: all.map(support) }], '2024-10-01').map((one) => [one.stream, one.goesOn])

describe('all streams of support into a school, seen together (DA-5)', () => {
  it('are one by their name, whatever cases they stand in, with what each achieved', () => {
    const year = [support({ days: 4 }), support({ stage: 'given', days: 2, on: '2024-09-20', impact: 'Ages rose' })]
    const ofCase = [support({ kind: 'partner', on: '2024-09-12', days: 1.5, pounds: 700 })]
    const seen = streamsOf(
      [
        { caseId: 'year', support: year },
        { caseId: 'case', support: ofCase },
      ],
      '2024-10-01',
    )
    expect(seen).toEqual([
      {
        stream: 'Reading',
        kinds: ['programme', 'partner'],
        from: '2024-09-09',
        until: null,
        goesOn: true,
        planned: { days: 5.5, pounds: 700 },
        given: { days: 2, pounds: 0 },
        achieved: [{ on: '2024-09-20', impact: 'Ages rose' }],
        caseIds: ['year', 'case'],
      },
    ])
  })

  it('go on up to their last day, or until somebody says otherwise; what is to come does not go on yet', () => {
    expect(
      names(
        { stream: 'Ended', until: '2024-09-30' },
        { stream: 'Ends today', until: '2024-10-01' },
        { stream: 'To come', on: '2024-10-02' },
        { stream: 'Open' },
        { stream: 'Given once', stage: 'given', on: '2024-09-30' },
      ),
    ).toEqual([
      ['Ends today', true],
      ['Open', true],
      ['Ended', false],
      ['Given once', false],
      ['To come', false],
    ])
  })

  it('are named by their kind where nobody named them', () => {
    expect(names({ stream: null })).toEqual([['programme', true]])
  })
})
