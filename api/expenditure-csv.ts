import type { Expenditure } from '../cases/expenditure.ts'
import { csvOf } from './csv.ts'

const titles = [
  'Case',
  'School',
  'URN',
  'District',
  'Status',
  'Support',
  'Rule',
  'Days planned',
  'Pounds planned',
  'Days given',
  'Pounds given',
  'Days under an agreement',
  'What it achieved',
]

const payers = ['Case', 'School', 'Paid by the fund', 'Paid by the school', 'Paid by the authority', 'Paid by others']

/** What support cost, a line for each kind of each case; below, who pays for each case, and in all. */
export function expenditureAsCsv({ cases, total }: Expenditure): string {
  return csvOf([
    titles,
    ...cases.flatMap(({ caseId, school, urn, district, status, kinds, achieved }) =>
      kinds.map(({ kind, title, rule, planned, given, underAgreement }) => [
        caseId,
        school,
        urn,
        district,
        status,
        title,
        rule,
        planned.days,
        planned.pounds,
        given.days,
        given.pounds,
        underAgreement,
        achieved
          .filter((one) => one.kind === kind)
          .map(({ on, impact }) => `${on}: ${impact}`)
          .join('\n'),
      ]),
    ),
    [],
    payers,
    ...cases.map(({ caseId, school, pays }) => [caseId, school, pays.fund, pays.school, pays.authority, pays.others]),
    ['All', '', total.pays.fund, total.pays.school, total.pays.authority, total.pays.others],
  ])
}
