import { formatDay } from '../../calendar/day.ts'
import { londonDay } from '../../calendar/london.ts'
import type { LinkEnd } from '../../records/links.ts'

/** Why a link opens nothing any more, and what to do, for whoever has only this link. */
export function endInWords(end: LinkEnd): { title: string; why: string; next: string } {
  const reply = 'Reply to the mail that it came with: somebody reads that.'
  switch (end.why) {
    case 'deadline':
      return {
        title: 'There is nothing more to do here',
        why: `What this link asked for is done, or is no longer owed, since ${formatDay(londonDay(end.at.getTime()))}.`,
        next: `The mail itself stays yours to keep. ${reply}`,
      }
    case 'time':
      return {
        title: 'This link has ended',
        why: `It worked until ${formatDay(end.on)}: a link in a mail is not for ever.`,
        next: `If something is still owed, a later mail has a link that works. ${reply}`,
      }
    case 'revoked':
      return {
        title: 'This link no longer works',
        why: 'The authority has withdrawn it, as it does when a mail has gone to the wrong address.',
        next: `If the mail was meant for you: ${reply.charAt(0).toLowerCase()}${reply.slice(1)}`,
      }
    case 'another-holder':
      return {
        title: 'This link is no longer yours',
        why: 'It was for somebody in their role, who no longer holds it or has another mail address on record.',
        next: `Whoever holds the role now gets mails of their own. ${reply}`,
      }
  }
}
