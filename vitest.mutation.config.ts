import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const onPaper = fileURLToPath(new URL('test/support/story-on-paper.ts', import.meta.url))

/** The tests that mutants are put to: all that the pure rules can answer, the stories told on paper instead of by the service. */
export default defineConfig({
  resolve: { alias: [{ find: /^\.\.\/support\/story\.ts$/, replacement: onPaper }] },
  test: {
    include: ['test/{calendar,cases,policies,years}/**/*.test.ts'],
    exclude: [
      'test/calendar/purity.test.ts', // reads the source text, which a mutated copy does not keep
      'test/cases/shared-schemas.test.ts', // freezes what the other tests share
      'test/years/enrolling.test.ts', // asks the records
    ],
    testTimeout: 60_000,
    isolate: false,
  },
})
