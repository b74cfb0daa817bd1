/** What is kept besides cases, under the permission by which a policy may say who keeps it. */
export const keepings = {
  keepSchools: 'Puts schools on record, and who leads them',
  keepPeople: 'Puts people and their roles on record',
  keepAbsences: 'Says who is away, and when',
  keepCalendar: 'Takes in bank holidays and term dates',
  keepLinks: 'Revokes links in mails',
} as const

export const isKeeping = (name: string): name is keyof typeof keepings => Object.hasOwn(keepings, name)
