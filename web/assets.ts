import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import compression from 'compression'
import { Router } from 'express'

const require = createRequire(import.meta.url)

/** Where the components of GOV.UK and of the Ministry of Justice lie. */
export const govukFolder = join(dirname(require.resolve('govuk-frontend/package.json')), 'dist')
export const mojFolder = dirname(require.resolve('@ministryofjustice/frontend/package.json'))

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

interface Asset {
  name: string
  body: Buffer
}

const pictures = join(mojFolder, 'moj', 'assets', 'images')
const files = new Map<string, Asset>()
for (const name of readdirSync(pictures).filter((name) => extname(name) in types))
  keep(name, readFileSync(join(pictures, name)))
keep('icon.svg', readFileSync(join(import.meta.dirname, 'layout', 'icon.svg')))
keep('govuk.css', ours(readFileSync(join(govukFolder, 'govuk', 'govuk-frontend.min.css'), 'utf8')))
keep('moj.css', ours(readFileSync(join(mojFolder, 'moj', 'moj-frontend.min.css'), 'utf8')))
keep('interventions.css', readFileSync(join(import.meta.dirname, 'layout', 'interventions.css')))
keep('govuk.js', unmapped(readFileSync(join(govukFolder, 'govuk', 'govuk-frontend.min.js'), 'utf8')))
keep('moj.js', unmapped(readFileSync(join(mojFolder, 'moj', 'moj-frontend.min.js'), 'utf8')))

function keep(name: string, body: string | Buffer): void {
  const bytes = Buffer.from(body)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const { length } = extname(name)
  files.set(name, { name: `${name.slice(0, -length)}.${hash}${extname(name)}`, body: bytes })
}

/** A service outside GOV.UK bears neither its typeface nor the crown: Arial, and no pictures but the components' own. */
function ours(css: string): string {
  return unmapped(css)
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/"?GDS Transport"?,/g, '')
    .replace(/url\("?\/assets\/images\/([\w.-]+)"?\)/g, (_all, name: string) =>
      files.has(name) ? `url(${assetAddress(name)})` : 'none',
    )
}

/** The maps to the sources are not served. */
function unmapped(text: string): string {
  return text.replace(/\/[/*]# sourceMappingURL=[^\n]*/g, '')
}

/** The address of a style, a script or a picture: its name holds a hash of what it holds. Throws where there is none. */
export function assetAddress(name: string): string {
  const asset = files.get(name)
  if (!asset) throw new Error(`There is no asset ${name}`)
  return `/assets/${asset.name}`
}

/** Serves the assets, compressed; a browser asks for each but once. */
export function assets(): Router {
  const router = Router()
  const byName = new Map([...files.values()].map((asset) => [asset.name, asset]))
  router.get('/assets/:name', compression(), (request, response, next) => {
    const asset = byName.get(String(request.params['name']))
    if (!asset) return next()
    response
      .set({ 'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Type': types[extname(asset.name)] ?? '' })
      .send(asset.body)
  })
  return router
}
