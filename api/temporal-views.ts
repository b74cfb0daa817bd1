import type { Caller } from '../access/caller.ts'
import { actsIn } from '../access/reading.ts'
import { addDays } from '../calendar/day.ts'
import type { ApiParts } from './parts.ts'

/** A list of Temporal's Web UI worth saving there. */
export interface TemporalView {
  title: string
  address: string
}

const running = 'ExecutionStatus="Running"'

/** Links to lists in Temporal's Web UI; none where nobody has said where the UI is. A level that is confidential is in none (DA-4). */
export function temporalViews({ temporalUi: ui, policies, today }: ApiParts, caller: Caller): TemporalView[] {
  if (!ui) return []
  const own = [...policies.values()].filter((policy) => actsIn(caller, policy.authority))
  const soon = addDays(today(), 14)
  const views: [title: string, query: string][] = [
    ['All cases that run', `WorkflowType="interventionCase" AND ${running}`],
    ['Something is overdue', `WorkflowType="interventionCase" AND Overdue=true AND ${running}`],
    ['Due within two weeks', `${running} AND NextDeadline<"${soon}T23:59:59Z"`],
    ['Warning notices that run', `WorkflowType="warningNotice" AND ${running}`],
    ['Statements of action owed', `WorkflowType="statementOfAction" AND ${running}`],
    [
      'Failed, or ended by hand',
      'ExecutionStatus="Failed" OR ExecutionStatus="Terminated" OR ExecutionStatus="TimedOut"',
    ],
    ...own.flatMap(({ authority, name, levels, confidential }): [string, string][] => [
      [`${name}: what runs`, `Authority="${authority}" AND ${running}`],
      ...(confidential ? [] : levels).map((level): [string, string] => [
        `${name}: ${level.name}`,
        `Authority="${authority}" AND Level="${level.id}" AND ${running}`,
      ]),
    ]),
  ]
  const base = `${ui.address}/namespaces/${encodeURIComponent(ui.namespace)}/workflows`
  return views.map(([title, query]) => ({ title, address: `${base}?query=${encodeURIComponent(query)}` }))
}
