import type { PartName } from '../../embedded/part.ts'
import type { Side } from './database-proxy.ts'

/** A nasty moment, told by what passes between a part and the database, and who may be killed in it. */
export interface Trap {
  moment: string
  side: Side
  words: RegExp
  /** `asked`: before the database hears of it. `done`: when its transaction stands, before the part hears of that. */
  when: 'asked' | 'done'
  kills: [PartName, ...PartName[]]
}

/** The moments in which a fault is worst; each is one kill at a time. */
export const traps: Trap[] = [
  {
    moment: 'while an entry is written',
    side: 'worker',
    words: /insert into "case_file"/,
    when: 'asked',
    kills: ['worker', 'database'],
  },
  {
    moment: 'when an entry was written, before the case hears of it',
    side: 'worker',
    words: /insert into "case_file"/,
    when: 'done',
    kills: ['worker', 'temporal', 'database'],
  },
  {
    moment: 'between the acknowledgement of the mail server and the mark',
    side: 'worker',
    words: /update mails set\s+status/,
    when: 'asked',
    kills: ['worker', 'database'],
  },
  {
    moment: 'when a mail was taken, before it is sent',
    side: 'worker',
    words: /insert into "mails"|update "mails" set "leased_until".*"attempts"/,
    when: 'done',
    kills: ['worker', 'inbox'],
  },
  {
    moment: 'when an id was reserved, before its case begins',
    side: 'api',
    words: /insert into "cases"/,
    when: 'done',
    kills: ['api', 'temporal', 'worker'],
  },
  {
    moment: 'while a case opens',
    side: 'worker',
    words: /case-opened/,
    when: 'done',
    kills: ['worker', 'api', 'temporal'],
  },
  {
    moment: 'while a case closes',
    side: 'worker',
    words: /case-closed/,
    when: 'asked',
    kills: ['worker', 'database', 'temporal'],
  },
  {
    moment: 'when a case has closed on record, before its workflow ends',
    side: 'worker',
    words: /case-closed/,
    when: 'done',
    kills: ['worker', 'temporal'],
  },
  {
    moment: 'when a reopening was reserved, before its case begins again',
    side: 'api',
    words: /update "cases" set "status"/,
    when: 'done',
    kills: ['api', 'temporal', 'worker'],
  },
  {
    moment: 'while a digest gathers',
    side: 'worker',
    words: /insert into "letters"[^]*gathering/,
    when: 'done',
    kills: ['worker', 'temporal', 'database'],
  },
  {
    moment: 'while a digest is put together',
    side: 'worker',
    words: /select "key" from "letters" where "status"/,
    when: 'asked',
    kills: ['worker', 'database'],
  },
  {
    moment: 'when a procedure is on record, before its workflow begins',
    side: 'worker',
    words: /insert into "(notices|statements)"/,
    when: 'done',
    kills: ['worker', 'temporal'],
  },
  {
    moment: 'before an answer is kept under its key',
    side: 'api',
    words: /update "idempotency_keys" set "status"/,
    when: 'asked',
    kills: ['api', 'database'],
  },
]
