import { join } from 'node:path'

process.env['DATABASE_URL'] = process.env['DRILL_DATABASE_OF_API']
process.env['DEMONSTRATION'] = join(import.meta.dirname, 'drill.yaml')
await import('../../api/main.ts')
