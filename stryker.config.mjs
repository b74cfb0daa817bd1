/** Mutation tests of the pure rooms: what does no test notice when it is changed? Started by `npm run mutation`. */
export default {
  mutate: ['calendar/**/*.ts', 'cases/**/*.ts'],
  testRunner: 'vitest',
  vitest: { related: false, configFile: 'vitest.mutation.config.ts' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Each test plays its story itself then (story-on-paper.ts).
  dryRunTimeoutMinutes: 30,
  // TypeScript 7 has no API by which Stryker could rewrite tsconfig.json; nothing here reads it, vite strips the types.
  tsconfigFile: 'none',
  disableTypeChecks: false,
  tempDirName: 'tmp/mutation',
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
  clearTextReporter: { logTests: false, reportTests: false, reportMutants: false, allowColor: false },
  thresholds: { high: 90, low: 85, break: 85 },
}
