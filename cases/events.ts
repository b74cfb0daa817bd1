/** Something that happened in a case: an entry of the case file, numbered by the case's workflow. */
export interface CaseEvent {
  seq: number
  /** UTC instant, whole seconds: the nominal moment (the command, the midnight). */
  at: string
  type: EventType
  [field: string]: unknown
}

export type EventType =
  | 'command'
  | 'case-opened'
  | 'level-changed'
  | 'deadline-opened'
  | 'deadline-moved'
  | 'deadline-suspended'
  | 'deadline-resumed'
  | 'deadline-met'
  | 'deadline-missed'
  | 'deadline-cancelled'
  | 'notice'
  | 'power-used'
  | 'review-decided'
  | 'referred-to-dmt'
  | 'case-closed'
  | 'case-reopened'
  | 'school-replaced'
  | 'policy-adopted'
  | 'year-opened'
  | 'category-recommended'
  | 'category-agreed'
  | 'category-confirmed'
  | 'category-challenged'
  | 'challenge-decided'
  | 'receipt-acknowledged'
  | 'support-planned'
  | 'support-recorded'
  | 'announced'
  | 'not-announced'
  | 'expenditure-reported'

export type NoticeEvent =
  | 'requested'
  | 'approved'
  | 'refused'
  | 'issued'
  | 'answered'
  | 'appealed'
  | 'confirmed'
  | 'not-confirmed'
  | 'rescinded'
  | 'voided'
  | 'lapsed'
