// Runs the Temporal server, which does not notice by itself that whoever started it has died, and ends it then.
import { spawn, spawnSync } from 'node:child_process'

/** Milliseconds to end in good order. */
const patience = 2000

const [program = '', ...args] = process.argv.slice(2)
const child = spawn(...lastingAsLongAsThis(program, args), { stdio: ['ignore', 'inherit', 'inherit'] })

process.send?.({ pid: child.pid })
process.once('disconnect', end)
process.once('SIGTERM', end)
child.once('error', () => process.exit(127))
child.once('exit', (code) => process.exit(code ?? 2))

function end() {
  child.kill('SIGTERM')
  setTimeout(() => child.kill('SIGKILL'), patience)
}

/** Where the system has the means (Linux's util-linux), the server dies with this process even if that is killed. */
function lastingAsLongAsThis(command: string, parameters: string[]): [string, string[]] {
  const wrapper = ['--pdeathsig', 'KILL', '--']
  const works = spawnSync('setpriv', [...wrapper, 'true'], { stdio: 'ignore' }).status === 0
  return works ? ['setpriv', [...wrapper, command, ...parameters]] : [command, parameters]
}
