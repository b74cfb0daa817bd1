// The whole service as `npm start` runs it, but that worker and API reach the database through the drill's own proxies.
import { fileURLToPath } from 'node:url'
import { environmentOrExit } from '../../config/environment.ts'
import { runService } from '../../embedded/supervisor.ts'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

await runService(environmentOrExit(), { worker: here('worker.ts'), api: here('api.ts') })
