import type { RequestHandler } from 'express'
import type * as z from 'zod'
import { requireAdministrator } from '../../access/administrator.ts'
import type { ApiParts } from '../../api/parts.ts'
import { readPart } from '../../api/read-part.ts'
import { lettersFor } from '../../api/routes/notifications.ts'
import { asWords } from '../../notifications/plain.ts'
import { asSomebody } from '../commands/as-somebody.ts'
import { filtersIn, firstAddress, nextAddress } from '../cursor.ts'
import { page } from '../page.ts'
import { signedIn } from '../who.ts'
import { momentInWords } from './moment-words.ts'
import { mailsAsked, mailStatuses } from './queries.ts'
import { roleTitle } from './role-title.ts'

const mailsAPage = 50

type Status = (typeof mailStatuses)[number]

/** What each state means: why, and until when. */
const meanings: Record<Status, { tab: string; means: string }> = {
  waiting: {
    tab: 'Waiting',
    means:
      'The mail server has not taken these yet. Each is tried again, at most ten minutes apart, until it is taken or refused for good; no deadline waits for it.',
  },
  refused: {
    tab: 'Refused',
    means:
      'The mail server will never deliver these: they are not tried again. The next rung of the ladder heard of it at once. Put the address on record right, and later mails will arrive.',
  },
  gathering: {
    tab: 'Gathering',
    means: 'These wait for what else goes to the same person at the same moment, and then go out together as one mail.',
  },
  nobody: {
    tab: 'To nobody',
    means:
      'Nobody held the role when these were written, nor anybody who stands in or manages it. Put somebody on record in the role.',
  },
  'by post': {
    tab: 'By post',
    means:
      'These go by post: there is no mail address on record for them, and the law does not let that hold up the notice.',
  },
}

/** Letters that did not go out, with why and until when (`GET /api/notifications?status=…`). */
export const mailsPage =
  (parts: ApiParts): RequestHandler =>
  async (request, response) => {
    const { callers } = signedIn(request)
    const { status, cursor } = readPart(mailsAsked, filtersIn(request)) as z.output<typeof mailsAsked>
    const { items, next } = await asSomebody(callers, async (caller) => {
      requireAdministrator(caller)
      return lettersFor(parts, caller, { status, limit: mailsAPage, cursor })
    })
    page(response, 'administration/mails.njk', {
      title: 'Mails that did not go out',
      means: meanings[status].means,
      tabs: mailStatuses.map((one) => ({
        text: meanings[one].tab,
        href: `/administration/mails?status=${encodeURIComponent(one)}`,
        active: one === status,
      })),
      mails: items.map((mail) => ({
        ...mail,
        written: momentInWords(mail.at),
        toTitle: roleTitle(parts.policies, mail.to),
        about: mail.subject ?? asWords(mail.letter),
        why: mail.error ?? (mail.attempts ? 'It is being offered to the mail server' : 'It has not been tried yet'),
      })),
      status,
      first: firstAddress(request),
      next: nextAddress(request, next),
    })
  }
