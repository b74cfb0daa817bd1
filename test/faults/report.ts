import { partNames } from '../../embedded/part.ts'
import { counted } from './count.ts'
import type { Outcome } from './trial.ts'

/** The table of counts, what was killed, and of what is wrong the first sentences. */
export function reportOf({ faults, kills, lives, evidence, seconds, repeats }: Outcome): string {
  const rows = counted.map((name) => `${String(faults[name].length).padStart(7)}  ${name}`)
  const of = (test: (kill: (typeof kills)[number]) => boolean) => kills.filter(test).length
  const copies = evidence.arrivals.length - new Set(evidence.arrivals.map((one) => one.messageId)).size
  const commands = lives.reduce((sum, life) => sum + life.given.length, 0)
  const repeated = [...repeats.values()].reduce((sum, often) => sum + often, 0)
  const moments = Map.groupBy(kills, (kill) => kill.moment)
  return [
    `${lives.length} cases, ${commands} commands (${repeated} calls repeated), ${evidence.file.length} entries, ${evidence.letters.length} letters`,
    `${evidence.arrivals.length} mails accepted, ${copies} of them repeats under the same Message-ID; ${evidence.wentOn} times a case went on in a new run`,
    `${kills.length} kills in ${Math.round(seconds)} s: ${partNames.map((part) => `${part} ${of((kill) => kill.part === part)}`).join(', ')}`,
    ...[...moments].map(
      ([moment, list]) =>
        `${String(list.length).padStart(7)}  ${moment} (${[...new Set(list.map((one) => one.part))].join(', ')})`,
    ),
    ...[...repeats]
      .toSorted(([, a], [, b]) => b - a)
      .map(([why, often]) => `${String(often).padStart(7)}  repeated: ${why.slice(0, 150)}`),
    '',
    ...rows,
    ...counted.flatMap((name) => (faults[name].length ? ['', `${name}:`, ...faults[name].slice(0, 12)] : [])),
  ].join('\n')
}
