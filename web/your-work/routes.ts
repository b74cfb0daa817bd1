import { Router } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { workOf } from '../../api/work.ts'
import { titleOf } from '../../cases/roles.ts'
import { peopleOf } from '../../records/people.ts'
import type { WorkRow } from '../../records/work.ts'
import { calendarsHere } from '../calendars.ts'
import { dueWords } from '../due-words.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { byTime } from './by-time.ts'
import { firstSteps } from './first-steps.ts'

const mostShown = 50

/** *Your work*: what somebody owes, and what those owe they answer for, by date (`GET /api/people/{personId}/work`). */
export function yourWorkPages(parts: ApiParts): Router {
  const router = Router()
  router.get('/', async (request, response) => {
    const who = signedIn(request)
    const work = await workOf(parts, await peopleOf(parts.records, who.personIds), who.reader, mostShown)
    const calendarOf = await calendarsHere(parts)
    const shown = (row: WorkRow) => ({
      title: row.title,
      school: row.school_name,
      caseId: row.case_id,
      due: row.due,
      words: dueWords(calendarOf(row.authority), row, parts.today()),
      owner: ownerTitle(parts, row),
      statutory: row.statutory,
    })
    page(response, 'your-work/your-work.njk', {
      title: 'Your work',
      today: parts.today(),
      owes: byTime(
        work.owes.map(({ row, standsIn }) => ({ ...shown(row), standsIn })),
        parts.today(),
      ),
      moreOwed: work.moreOwed,
      answersFor: byTime(work.answersFor.map(shown), parts.today()),
      moreAnsweredFor: work.moreAnsweredFor,
      firstSteps: await firstSteps(parts, who),
    })
  })
  return router
}

function ownerTitle({ policies }: ApiParts, { authority, owner }: WorkRow): string {
  const policy = policies.get(authority)
  return policy ? titleOf(policy, owner) : owner
}
