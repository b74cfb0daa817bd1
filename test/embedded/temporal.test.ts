import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { registerSearchAttributes } from '../../config/search-attributes.ts'
import { startDevServer, startTimeSkipping } from '../support/temporal.ts'

describe.each([
  ['the time-skipping server', startTimeSkipping],
  ['the development server', startDevServer],
])('%s', (_name, start) => {
  let environment: TestWorkflowEnvironment

  beforeAll(async () => {
    environment = await start()
  })
  afterAll(() => environment?.teardown())

  it('takes a case with its search attributes', async () => {
    const handle = await environment.client.workflow.start('interventionCase', {
      workflowId: 'staffordshire-124451-1',
      taskQueue: 'nobody-works-here',
      searchAttributes: {
        Authority: ['staffordshire'],
        Urn: ['124451'],
        Level: ['stage-2'],
        District: ['south-staffs'],
        NextDeadline: [new Date('2025-09-01T00:00:00Z')],
        Overdue: [false],
      },
    })
    expect((await handle.describe()).searchAttributes).toMatchObject({ Urn: ['124451'], Overdue: [false] })
  })

  it('is told of its search attributes a second time without complaint', async () => {
    await expect(registerSearchAttributes(environment.connection, 'default')).resolves.toBeUndefined()
  })
})
