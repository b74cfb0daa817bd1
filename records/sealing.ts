import type {
  Kysely,
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  RootOperationNode,
} from 'kysely'
import type { Vault } from '../codec/vault.ts'
import type { Tables } from './tables.ts'

/** Opens what is read of confidential cases; what is written is sealed where it is written (`sealerOf`). */
export class Opening implements KyselyPlugin {
  readonly vault: Vault

  constructor(vault: Vault) {
    this.vault = vault
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    const open = (row: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, this.vault.open(value)]))
    return { ...result, rows: result.rows.map(open) }
  }
}

/** Seals words and values of one case. */
export interface Sealer {
  text: <T extends string | null>(text: T) => T
  /** The same for the same text, so that it can be found again. */
  name: <T extends string | null>(text: T) => T
  /** A value that is kept as JSON. */
  json: (value: unknown) => string
}

const open: Sealer = { text: (text) => text, name: (text) => text, json: (value) => JSON.stringify(value) }

const vaultOf = (records: Kysely<Tables>): Vault | undefined =>
  records.getExecutor().plugins.find((one) => one instanceof Opening)?.vault

/** What seals the words of a case that is confidential, and leaves those of all others as they are (DA-4). */
export function sealerOf(records: Kysely<Tables>, caseId: string): Sealer {
  const vault = vaultOf(records)
  if (!vault?.isConfidential(caseId)) return open
  const seal = <T extends string | null>(text: T, always: boolean): T =>
    text === null ? text : (vault.seal(caseId, text, always) as T)
  return {
    text: (text) => seal(text, false),
    name: (text) => seal(text, true),
    json: (value) => JSON.stringify({ sealed: vault.seal(caseId, JSON.stringify(value)) }),
  }
}

/** Whether the words of a case are sealed on record. */
export const isSealed = (records: Kysely<Tables>, caseId: string): boolean => sealerOf(records, caseId) !== open

/** What seals something that speaks of several cases, if one of them is confidential. */
export function sealerOfAny(records: Kysely<Tables>, caseIds: string[]): Sealer {
  return caseIds.map((id) => sealerOf(records, id)).find((one) => one !== open) ?? open
}

/** The key of a letter as it stands on record: it begins with the id of its case. */
export const letterKeyOnRecord = (records: Kysely<Tables>, key: string): string =>
  sealerOf(records, key.split('/')[0] ?? '').name(key)

/** What a session keeps, as it stands on record: what was typed into a form may be of a confidential case (DA-4). */
export function sealedSession(records: Kysely<Tables>, kept: object): object {
  const vault = vaultOf(records)
  return vault ? { sealed: vault.seal('session', JSON.stringify(kept)) } : kept
}

/** What a session keeps; undefined where no key opens it any more: its browser then begins a new one. */
export function openedSession(records: Kysely<Tables>, onRecord: unknown): unknown {
  try {
    return vaultOf(records)?.open(onRecord) ?? onRecord
  } catch {
    return undefined
  }
}
