import { Router } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { policiesFor } from '../../api/routes/policies.ts'
import { titleOf } from '../../cases/roles.ts'
import { rhythmInWords } from '../../policies/in-words.ts'
import type { DeadlineRule, Policy } from '../../policies/policy.ts'
import { policyFor, yearKinds } from '../../policies/year.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { expenditurePages } from './expenditure.ts'
import { packPages } from './inspection-pack.ts'
import { termPages } from './term.ts'

/** *Reports*: those that each authority owes its boards and groups, and the inspection pack (`GET /api/reports/…`, `/api/inspection-pack`). */
export function reportsPages(parts: ApiParts): Router {
  const { policies } = parts
  const router = Router()
  router.get('/reports', (request, response) => {
    const { reader } = signedIn(request)
    const authorities = policiesFor(policies, reader).flatMap(({ authority }) => policies.get(authority) ?? [])
    page(response, 'reports/list.njk', {
      title: 'Reports',
      authorities: authorities.map((policy) => ({
        authority: policy.authority,
        name: policy.name,
        money: policy.money !== undefined,
        owed: reportsOwed(policy),
      })),
    })
  })
  router.use(termPages(parts))
  router.use(expenditurePages(parts))
  router.use(packPages(parts))
  return router
}

/** The reports that a policy says are owed: to whom, how often, by whom. */
function reportsOwed(policy: Policy) {
  const views = [policy, ...yearKinds(policy).map((kind) => policyFor(policy, kind))]
  const isReport = ({ metBy }: DeadlineRule) => metBy.some(({ command }) => command === 'recordReport')
  return views.flatMap((view) =>
    view.deadlines.filter(isReport).map((duty) => ({
      title: duty.title,
      rule: duty.rule,
      comes: rhythmInWords(duty),
      owner: titleOf(policy, duty.owner),
    })),
  )
}
