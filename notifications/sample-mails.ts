import type { Policy } from '../policies/policy.ts'
import type { Mail, Sender } from './mail.ts'
import { sampleLetters } from './preview.ts'
import { renderMail } from './render.ts'

/** A letter of a policy as the mail it would be, to an invented person of an invented school. */
export interface SampleMail extends Pick<Mail, 'kind' | 'subject' | 'text' | 'html'> {
  letter: string
  to: string
}

/** Links in samples lead nowhere: no key of ours signs them. */
const nobodysKey = 'for samples, which nobody can act by'

/** One mail of every letter that can go out under a policy, in the order of their names. */
export function sampleMails(policy: Policy, sender: Sender): SampleMail[] {
  return sampleLetters(policy)
    .map((addressed) => {
      const { kind, subject, text, html } = renderMail([addressed], { ...sender, linkKeys: [nobodysKey] })
      return { letter: addressed.letter.letter, to: addressed.letter.to, kind, subject, text, html }
    })
    .sort((a, b) => (a.letter < b.letter ? -1 : 1))
}
