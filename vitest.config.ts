import { defineConfig } from 'vitest/config'

const counts = process.env['TEST_COUNTS_FILE']

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/prepare.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
    fileParallelism: true,
    reporters: counts ? ['default', 'json'] : ['default'],
    ...(counts && { outputFile: { json: counts } }),
  },
})
