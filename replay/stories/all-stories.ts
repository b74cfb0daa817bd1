import type { Refusal } from '../../embedded/inbox.ts'
import { noticeStories } from './notices.ts'
import { ofstedStories } from './ofsted.ts'
import { stageStories } from './stages.ts'
import type { DayOf, Story } from './story.ts'
import { lateMailStories, longStories, surroundingStories, waitingMailStories, yearStories } from './surroundings.ts'

/** Stories that are told side by side in one world, and what its mail server refuses. */
export interface Chapter {
  stories: (day: DayOf) => Story[]
  /** Made anew for each world. */
  refusal?: () => Refusal
}

/** Some tries are refused for now, one address for good. */
function laterAndNever(): Refusal {
  let tries = 0
  return (address) => (++tries <= 6 ? 451 : address === 'dsim@example.org' ? 550 : undefined)
}

/** Every story whose histories are saved. */
export const chapters: Chapter[] = [
  { stories: () => longStories().slice(0, 1) },
  { stories: () => longStories().slice(1) },
  { stories: (day) => [...stageStories(day), ...ofstedStories(day)] },
  { stories: noticeStories },
  { stories: surroundingStories },
  { stories: yearStories },
  { stories: waitingMailStories, refusal: () => () => 451 },
  { stories: lateMailStories, refusal: laterAndNever },
]

/** The names of all stories. */
export const storyNames = chapters.flatMap(({ stories }) => stories(() => '2026-01-01').map((story) => story.name))
