import type { Who } from './who.ts'

interface Place {
  text: string
  href: string
  /** Only for those who act for the authority. */
  authority?: boolean
  /** Only for these roles. */
  roles?: string[]
}

/** The pages that stand in the navigation of every page, in its order. */
const places: Place[] = [
  { text: 'Your work', href: '/' },
  { text: 'Cases', href: '/cases' },
  { text: 'Schools', href: '/schools' },
  { text: 'Deadlines', href: '/deadlines' },
  { text: 'Handbook', href: '/handbook' },
  { text: 'Calendar', href: '/calendar' },
  { text: 'People', href: '/people', authority: true },
  { text: 'Reports', href: '/reports' },
  { text: 'Administration', href: '/administration', roles: ['administrator'] },
]

/** The navigation of somebody, the page that is shown marked. */
export function navigationFor(who: Who, path: string) {
  return places
    .filter((place) => !place.authority || who.ofAuthority)
    .filter(({ roles }) => !roles || who.callers.some((caller) => roles.includes(caller.role)))
    .map(({ text, href }) => ({
      text,
      href,
      current: path === href,
      active: href !== '/' && path.startsWith(`${href}/`),
    }))
}
