import { spawnSync } from 'node:child_process'

const checks: [string, string[]][] = [
  ['tsc', ['--noEmit']],
  ['oxlint', ['--deny-warnings']],
  ['prettier', ['--check', '--log-level', 'warn', '.']],
]

const failed = checks.filter(([tool, args]) => {
  console.log([tool, ...args].join(' '))
  return spawnSync(tool, args, { stdio: 'inherit' }).status !== 0
})
console.log(failed.length === 0 ? 'All is well.' : `Not well: ${failed.map(([tool]) => tool).join(', ')}.`)
process.exit(failed.length === 0 ? 0 : 1)
