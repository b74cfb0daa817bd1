import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordChapter } from './record.ts'
import { silenceRuntime } from './replay.ts'
import { keepOnly, savedNames, saveHistory } from './saved-histories.ts'
import { chapters } from './stories/all-stories.ts'

const folder = join(import.meta.dirname, '..', 'test', 'histories')
const atOnce = 2

/** Tells every story afresh, a process for each chapter; its histories take the place of the former ones when all are told. */
async function recordAll(): Promise<number> {
  const began = Date.now()
  const fresh = mkdtempSync(join(tmpdir(), 'histories-'))
  const waiting = [...chapters.keys()]
  const untold: number[] = []
  const tell = async () => {
    for (let chapter = waiting.shift(); chapter !== undefined; chapter = waiting.shift())
      // A machine that is busy with other things may starve a server: then the chapter is told once more.
      if (!((await told(chapter, fresh)) || (await told(chapter, fresh)))) untold.push(chapter)
  }
  await Promise.all(Array.from({ length: atOnce }, tell))
  const names = savedNames(fresh)
  if (!untold.length) {
    cpSync(fresh, folder, { recursive: true })
    keepOnly(folder, new Set(names))
    console.log(`Saved ${names.length} histories in ${Math.round((Date.now() - began) / 1000)} s.`)
  }
  rmSync(fresh, { recursive: true })
  return untold.length ? 1 : 0
}

function told(chapter: number, into: string): Promise<boolean> {
  const child = spawn(process.execPath, [import.meta.filename, String(chapter), into], { stdio: 'inherit' })
  return new Promise((settle) => child.once('exit', (code) => settle(code === 0)))
}

async function recordOne(chapter: number, into: string): Promise<number> {
  silenceRuntime()
  const found = chapters[chapter]
  if (!found) return 1
  await recordChapter(found, (one) => saveHistory(into, one))
  return 0
}

const [chapter, into] = process.argv.slice(2)
if (chapter !== undefined && into === undefined) {
  console.error(`npm run histories takes no option, and there is "${chapter}": it tells every story afresh.`)
  process.exit(1)
}
try {
  process.exit(into === undefined ? await recordAll() : await recordOne(Number(chapter), into))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
