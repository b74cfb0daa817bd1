import { describe, expect, it } from 'vitest'
import { readEnvironment, temporalUi } from '../../config/environment.ts'
import { partEnvironment } from '../../embedded/embedded-parts.ts'

const uiOf = (settings: Record<string, string>) =>
  temporalUi(readEnvironment(partEnvironment(readEnvironment(settings), 5432)))

describe('what the parts are told', () => {
  it('says where the Web UI of the embedded Temporal server is', () => {
    expect(uiOf({ TEMPORAL_UI_PORT: '8712' })?.address).toBe('http://localhost:8712')
  })

  it('says of the Web UI of another server only what the settings say', () => {
    expect(uiOf({ TEMPORAL_ADDRESS: 'temporal.example:7233' })).toBeNull()
    const TEMPORAL_UI_URL = 'https://temporal.example'
    expect(uiOf({ TEMPORAL_ADDRESS: 'temporal.example:7233', TEMPORAL_UI_URL })?.address).toBe(TEMPORAL_UI_URL)
  })
})
