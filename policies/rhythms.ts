/** How often a duty comes again: each week or two of school, each half term, each term, or each year in one of its terms. */
export const rhythms = ['week', 'fortnight', 'half-term', 'term', 'autumn', 'spring', 'summer'] as const
export type Rhythm = (typeof rhythms)[number]

/** How many weeks of school lie in the rhythms on which people may agree (DA-3). */
export const weeksOf = { week: 1, fortnight: 2 } as const
export const weeklyRhythms = ['week', 'fortnight'] as const
export type WeeklyRhythm = (typeof weeklyRhythms)[number]

export const isWeekly = (rhythm: Rhythm): rhythm is WeeklyRhythm => rhythm === 'week' || rhythm === 'fortnight'
