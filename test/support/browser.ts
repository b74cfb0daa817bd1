import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'
import { writableCache } from '../../embedded/cache.ts'

const require = createRequire(import.meta.url)
const packages = dirname(dirname(require.resolve('@sparticuz/chromium')))
const version: string = require(join(packages, 'package.json')).version

/** Where systems keep a Chromium or a Chrome. */
const wellKnown = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * A real browser for the tests: the variable CHROMIUM, else the system's own, else the one that comes with the packages,
 * which brings its own libraries and fonts and so needs nothing of the machine. Throws a sentence where there is none.
 */
export async function launchBrowser(): Promise<Browser> {
  const found = findChromium()
  return chromium.launch({
    executablePath: found ?? join(await unpackedChromium(), 'chromium'),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
    env: found ? { ...process.env } : environmentIn(await unpackedChromium()),
  })
}

/** Unpacks the packaged Chromium where it will be needed, once before all tests. */
export async function prepareBrowser(): Promise<void> {
  if (findChromium() === undefined) await unpackedChromium()
}

function findChromium(): string | undefined {
  const named = process.env['CHROMIUM']
  if (named === undefined || named === '') return wellKnown.find((path) => existsSync(path))
  if (named === 'packaged') return undefined
  if (!existsSync(named)) throw new Error(`CHROMIUM is ${named}, where no file is: name a Chromium, or unset it.`)
  return named
}

/** The folder with the packaged Chromium. Throws where it does not run. */
async function unpackedChromium(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chromium was found: install one, and name it in the variable CHROMIUM.')
  const cache = writableCache()
  const folder = join(cache, `chromium-${version}`)
  if (existsSync(folder)) return folder
  const unpacking = mkdtempSync(join(cache, 'chromium-'))
  await inflateInto(unpacking)
  try {
    renameSync(unpacking, folder)
  } catch {
    // Another process was faster.
    rmSync(unpacking, { recursive: true, force: true })
  }
  return folder
}

/** The package unpacks into the system's folder for what is temporary, and into no other. */
async function inflateInto(folder: string): Promise<void> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    for (const file of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(join(packages, 'bin', file))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

const environmentIn = (folder: string): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
  FONTCONFIG_PATH: join(folder, 'fonts'),
})
