import { createHmac } from 'node:crypto'
import type { RequestHandler } from 'express'
import pgStore from 'connect-pg-simple'
import session from 'express-session'
import { CompiledQuery } from 'kysely'
import type { Pool } from 'pg'
import type { ApiParts } from '../api/parts.ts'
import type { Records } from '../records/database.ts'
import { openedSession, sealedSession } from '../records/sealing.ts'
import type { Draft } from './drafts.ts'

/** Something to tell on the next page: what happened, and what follows. */
export interface Told {
  title: string
  text?: string
  /** What follows, a sentence each. */
  follows?: string[]
  /** `success`, or `important` where somebody has to look. */
  kind: 'success' | 'important'
}

declare module 'express-session' {
  interface SessionData {
    /** The ids of whoever is signed in. */
    people: string[]
    told: Told
    draft: Draft
    /** What the OpenID provider must send back. */
    signingIn: { state: string; nonce: string; verifier: string; to: string }
  }
}

const idleHours = 8

/** Sessions in the records, sealed: a cookie that no script reads, gone after eight hours without a page. */
export function sessions({ records, post, log }: ApiParts): RequestHandler {
  const secure = post.publicUrl.startsWith('https:')
  const Store = pgStore(session)
  return session({
    store: new Store({
      pool: asPool(records),
      tableName: 'sessions',
      errorLog: () => log.warn('sessions could not be tidied up'),
    }),
    name: secure ? '__Host-interventions' : 'interventions',
    secret: post.linkKeys.map(ofSessions),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    proxy: secure,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: idleHours * 3_600_000 },
  })
}

/** A key of the links signs cookies by a key of its own, made from it. */
const ofSessions = (key: string): string => createHmac('sha256', key).update('sessions').digest('base64url')

/** As much of a pool as the store asks for, on the connections of the records; what sessions keep is sealed there. */
function asPool(records: Records): Pool {
  const query = async (text: string, values: unknown[]) => {
    const given = values.map((one) => (typeof one === 'object' && one !== null ? sealedSession(records, one) : one))
    const { rows } = await records.withoutPlugins().executeQuery<Row>(CompiledQuery.raw(text, given))
    return { rows: rows.flatMap((row) => openedRow(records, row)) }
  }
  return { query } as unknown as Pool
}

interface Row {
  sess?: unknown
}

function openedRow(records: Records, row: Row): Row[] {
  if (row.sess === undefined) return [row]
  const sess = openedSession(records, row.sess)
  return sess === undefined ? [] : [{ ...row, sess }]
}
