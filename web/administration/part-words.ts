/** A part of the service in words, and what it means that it does not answer. */
const words: Record<string, { name: string; without: string }> = {
  database: {
    name: 'Records (database)',
    without: 'Nothing can be read or recorded. What is owed is kept, and comes when it is back.',
  },
  Temporal: {
    name: 'Temporal',
    without: 'No deadline is watched until it is back; then everything that came due meanwhile is carried out.',
  },
  mail: {
    name: 'Mail server',
    without: 'Mails wait as rows and are tried again, at most ten minutes apart. No deadline is held up.',
  },
  worker: {
    name: 'Worker',
    without:
      'No worker has asked for work in the last minute: cases stand still until one does. Start it, or look at its log.',
  },
}

export const partWords = (part: string): { name: string; without: string } => words[part] ?? { name: part, without: '' }
