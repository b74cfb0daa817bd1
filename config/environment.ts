import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { readKeys } from '../codec/keys.ts'

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((number) => number >= 1 && number <= 65_535)
    .default(fallback)

const address = (...schemes: string[]) =>
  z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)) && URL.canParse(text))

const isKeys = (text: string): boolean => {
  try {
    return readKeys(text).length > 0
  } catch {
    return false
  }
}

/** Who somebody is must not be told over a network that anybody may read. */
const isSafeIssuer = (text: string): boolean =>
  URL.canParse(text) &&
  (text.startsWith('https:') ||
    (text.startsWith('http:') && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(text).hostname)))

/** What each variable must be, in words that go behind its name. */
const expectations = {
  PORT: 'a port number from 1 to 65535',
  LISTEN_ADDRESS: 'an IP address of this machine, such as 127.0.0.1 or 0.0.0.0',
  TEMPORAL_ADDRESS: 'the host and port of a Temporal server, such as temporal.example.org:7233',
  TEMPORAL_NAMESPACE: 'the name of a Temporal namespace',
  TEMPORAL_PORT: 'a port number from 1 to 65535',
  TEMPORAL_UI_URL: 'the http or https address under which people reach the Web UI of a Temporal server of your own',
  TEMPORAL_UI_PORT: 'a port number from 1 to 65535',
  DATABASE_URL: 'the address of a PostgreSQL database, such as postgres://user:password@host:5432/name',
  SMTP_URL: 'the address of a mail server, such as smtp://host:25',
  SMTP_PORT: 'a port number from 1 to 65535',
  INBOX_PORT: 'a port number from 1 to 65535',
  MAIL_FROM: 'a mail address, such as interventions@example.org or Interventions <interventions@example.org>',
  PUBLIC_URL: 'the http or https address under which people reach the pages',
  LINK_KEYS: 'one or several keys of 32 characters or more, with commas between them and no spaces',
  LINK_DAYS: 'a number of days from 1 to 730',
  OIDC_ISSUER:
    'the https address of an OpenID provider (http only on this machine), with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET beside it',
  OIDC_CLIENT_ID:
    'the id that the OpenID provider knows this service by, with OIDC_ISSUER and OIDC_CLIENT_SECRET beside it',
  OIDC_CLIENT_SECRET:
    'the secret that the OpenID provider gave this service, with OIDC_ISSUER and OIDC_CLIENT_ID beside it',
  DATA_DIR: 'a folder',
  CODEC_KEYS:
    'a list of keys ID:SECRET with commas between them, each secret 32 bytes in base64 (openssl rand -base64 32)',
  LOG_LEVEL: 'one of trace, debug, info, warn, error, fatal, silent',
}

const schema = z.object({
  PORT: port(3000),
  LISTEN_ADDRESS: z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^(\[[\da-f:]+\]|[\w.-]+):\d{1,5}$/i)
    .optional(),
  TEMPORAL_NAMESPACE: z
    .string()
    .regex(/^[\w.-]+$/)
    .default('default'),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),
  TEMPORAL_UI_URL: address('http', 'https').optional(),
  DATABASE_URL: address('postgres', 'postgresql').optional(),
  SMTP_URL: address('smtp', 'smtps').optional(),
  SMTP_PORT: port(1025),
  INBOX_PORT: port(1080),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>@\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)
    .default('Interventions <interventions@example.org>'),
  PUBLIC_URL: address('http', 'https').optional(),
  LINK_KEYS: z
    .string()
    .regex(/^[^\s,]{32,}(,[^\s,]{32,})*$/)
    .transform((keys) => keys.split(','))
    .optional(),
  LINK_DAYS: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .refine((days) => days >= 1 && days <= 730)
    .default(60),
  OIDC_ISSUER: z.string().refine(isSafeIssuer).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  CODEC_KEYS: z.string().refine(isKeys).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** What a part of the service ends with when starting it again would be of no use; its last words say why. */
export const wrongConfiguration = 78

/** The settings of the service, under the names of their variables. */
export type Environment = z.output<typeof schema> & { PUBLIC_URL: string }

/** Environment variables that are wrong: one sentence for each. */
export class WrongEnvironment extends Error {
  override readonly name = 'WrongEnvironment'
}

/** Reads the settings; empty variables count as not set. Throws a `WrongEnvironment` that names every fault at once. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  const faults = read.success
    ? [...clashes(read.data), ...halfProvider(read.data)]
    : read.error.issues.map((issue) => fault(issue.path[0], env))
  if (!read.success || faults.length > 0) throw new WrongEnvironment(faults.join('\n'))
  return {
    ...read.data,
    DATA_DIR: resolve(read.data.DATA_DIR),
    PUBLIC_URL: (read.data.PUBLIC_URL ?? `http://localhost:${read.data.PORT}`).replace(/\/+$/, ''),
  }
}

/** The settings of this process, from a file `.env` too where there is one; a fault ends it with exit code 1. */
export function environmentOrExit(): Environment {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    return readEnvironment(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

function fault(path: PropertyKey | undefined, env: NodeJS.ProcessEnv): string {
  const name = path as keyof typeof expectations
  return `${name} is "${shown(name, env[name] ?? '')}", but must be ${expectations[name]}.`
}

/** Addresses may hold a password, and keys are secret. */
function shown(name: string, value: string): string {
  if (name.endsWith('_KEYS')) return '…'
  if (name === 'OIDC_CLIENT_SECRET') return '…'
  return name.endsWith('_URL') ? value.replace(/\/\/[^@/]*@/, '//…@') : value
}

/** Ports of the embedded parts that are the same as another's. */
function clashes(read: z.output<typeof schema>): string[] {
  const used = [
    'PORT' as const,
    ...(read.TEMPORAL_ADDRESS ? [] : (['TEMPORAL_PORT', 'TEMPORAL_UI_PORT'] as const)),
    ...(read.SMTP_URL ? [] : (['SMTP_PORT', 'INBOX_PORT'] as const)),
  ]
  return used.flatMap((name, index) => {
    const same = used.slice(0, index).find((other) => read[other] === read[name])
    return same ? [`${name} is ${read[name]}, but ${same} is the same port.`] : []
  })
}

const providerVariables = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const

/** An OpenID provider is known by all three of its variables; half of one would let nobody in. */
function halfProvider(read: z.output<typeof schema>): string[] {
  const missing = providerVariables.filter((name) => read[name] === undefined)
  if (missing.length === 0 || missing.length === providerVariables.length) return []
  return missing.map((name) => `${name} is not set, but must be ${expectations[name]}.`)
}

/** Where people reach Temporal's Web UI; null where the server is another's and nobody has said where its UI is. */
export function temporalUi(environment: Environment): { address: string; namespace: string } | null {
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: namespace, TEMPORAL_UI_PORT, TEMPORAL_UI_URL } = environment
  const embedded = TEMPORAL_ADDRESS ? undefined : `http://localhost:${TEMPORAL_UI_PORT}`
  const address = (TEMPORAL_UI_URL ?? embedded)?.replace(/\/+$/, '')
  return address === undefined ? null : { address, namespace }
}

/** The OpenID provider that tells who somebody is; null where none is configured. */
export function openIdProvider({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }: Environment) {
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET }
}
