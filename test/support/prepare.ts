import { prepareSnapshot } from '../../embedded/database-snapshot.ts'
import { prepareBrowser } from './browser.ts'
import { findTemporal, findTestServer } from '../../embedded/temporal-binaries.ts'

/** Fetches, once before all tests, what several of them would otherwise fetch at the same time. */
export default async function prepare(): Promise<void> {
  await findTemporal()
  await findTestServer()
  await prepareSnapshot()
  await prepareBrowser()
}
