import { Router, type Request } from 'express'
import type { ApiParts } from '../../api/parts.ts'
import { Problem } from '../../api/problem.ts'
import type { Caller } from '../../access/caller.ts'
import type { CaseRow } from '../../records/reading.ts'
import { caseFor } from '../case/case-for.ts'
import { commandNames, type CommandName } from '../../cases/commands.ts'
import { page } from '../page.ts'
import { signedIn, type Who } from '../who.ts'
import { correcting } from './correcting.ts'
import { entriesToCorrect } from './entries.ts'
import type { Policy } from '../../policies/policy.ts'
import type { Giving } from './giving.ts'
import { givingTo } from './in-a-case.ts'
import { authoritiesFor, opening, startingYear } from './opening.ts'
import { showForm, takeForm } from './taken.ts'

/** Opening a case, and giving every command to one: a form, a look at what would follow, and then what came of it. */
export function commandPages(parts: ApiParts): Router {
  const router = Router()
  for (const { path, name, giving, title } of beginnings) {
    router.get(path, (request, response) => {
      const policies = authoritiesFor(parts, signedIn(request), name)
      const policy = authorityIn(request, policies)
      if (policy) return showForm(request, response, giving(parts, signedIn(request), policy))
      const authorities = policies.map(({ authority, name }) => ({ authority, name }))
      page(response, 'commands/authority.njk', { title, path, authorities })
    })
    router.post(path, async (request, response) => {
      const who = signedIn(request)
      const policy = authorityIn(request, authoritiesFor(parts, who, name))
      if (!policy) return response.redirect(303, path)
      await takeForm(parts, who, { request, response }, giving(parts, who, policy))
    })
  }
  router.get('/cases/:caseId/commands/:name', async (request, response) => {
    const asked = await askedFor(parts, request)
    if (asked.name === 'correctEntry' && !asked.entry)
      return page(response, 'commands/entries.njk', await entriesToCorrect(parts, asked.row, asked.reader))
    showForm(request, response, await givingOf(parts, asked))
  })
  router.post('/cases/:caseId/commands/:name', async (request, response) => {
    const asked = await askedFor(parts, request)
    await takeForm(parts, asked.who, { request, response }, await givingOf(parts, asked))
  })
  return router
}

/** What is given to no case yet: it begins one. */
const beginnings = [
  { path: '/cases/new', name: 'openCase', giving: opening, title: 'Open a case' },
  { path: '/years/new', name: 'openYear', giving: startingYear, title: 'Start the year of an authority' },
] as const

/** The authority that is meant; undefined where there are several and none was chosen. */
function authorityIn(request: Request, policies: Policy[]): Policy | undefined {
  const body = (request.body ?? {}) as Record<string, unknown>
  const wanted = body['authority'] ?? request.query['authority']
  return policies.length === 1 ? policies[0] : policies.find(({ authority }) => authority === wanted)
}

interface Asked {
  who: Who
  row: CaseRow
  reader: Caller
  name: CommandName
  /** The entry that is to be corrected. */
  entry: string | undefined
}

async function askedFor(parts: ApiParts, request: Request): Promise<Asked> {
  const who = signedIn(request)
  const { row, reader } = await caseFor(parts, who, String(request.params['caseId']))
  const name = commandNames.find((one) => one === request.params['name'])
  if (!name || name === 'openCase' || name === 'openYear') throw new Problem(404, 'There is no such command on a case')
  const entry = (request.body as Record<string, unknown> | undefined)?.['entry'] ?? request.query['entry']
  return { who, row, reader, name, entry: typeof entry === 'string' ? entry : undefined }
}

async function givingOf(parts: ApiParts, { who, row, reader, name, entry }: Asked): Promise<Giving> {
  const giving = await givingTo(parts, who, row, name)
  return name === 'correctEntry' ? correcting(parts, { row, reader }, giving, Number(entry)) : giving
}
