import { environmentOrExit } from '../config/environment.ts'
import { runService } from '../embedded/supervisor.ts'

await runService(environmentOrExit())
