import { execFile } from 'node:child_process'
import { describe, expect, it } from 'vitest'

/** Runs a command of the repository as npm does; gives its exit code and what it says. */
function run(script: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number; says: string }> {
  return new Promise((settle) => {
    execFile(process.execPath, [script, ...args], { env: { ...process.env, ...env } }, (error, out, err) =>
      settle({ code: Number(error?.code ?? 0), says: `${out}${err}`.trim() }),
    )
  })
}

describe('a command that is used wrongly says so in one sentence, does nothing and ends with 1', () => {
  it.each([
    [
      'replay of a folder that there is not',
      'replay/main.ts',
      ['--from', 'no-such-folder'],
      /no folder no-such-folder/,
    ],
    ['a policy document that there is not', 'scripts/policy.ts', ['none.yaml'], /^none\.yaml cannot be read: name a/],
    ['histories with an option that there is not', 'replay/record-main.ts', ['--all'], /takes no option.*"--all"/],
    ['an option of simulate that there is not', 'simulate/main.ts', ['--jason'], /'--jason': npm run simulate -- FILE/],
    ['verify while the database is down', 'scripts/verify.ts', [], /records do not answer.*start it \(npm start\)/],
  ])('%s', { timeout: 120_000 }, async (_what, script, args, sentence) => {
    const { code, says } = await run(script, args, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
    expect(says).toMatch(sentence)
    expect(says.split('\n')).toHaveLength(1)
    expect(code).toBe(1)
  })
})
