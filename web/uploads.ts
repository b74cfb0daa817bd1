import { Readable, Transform } from 'node:stream'
import type { Request, RequestHandler } from 'express'
import type { ApiParts } from '../api/parts.ts'
import { Problem } from '../api/problem.ts'
import { signedInIfAny } from './who.ts'

const uploads = new WeakMap<Request, File>()

/** The file that a form has brought; undefined where none was chosen. */
export const fileIn = (request: Request): File | undefined => uploads.get(request)

/**
 * Reads a form that brings a file, so that its other fields stand in the body as those of every form do. Nothing is taken from
 * whoever is not signed in.
 */
export function readUploads({ limits }: Pick<ApiParts, 'limits'>): RequestHandler {
  return async (request, _response, next) => {
    if (request.method !== 'POST' || !request.is('multipart/form-data') || !signedInIfAny(request)) return next()
    const form = await formIn(request, limits.schoolFileBytes)
    const fields = [...form].filter((one): one is [string, string] => typeof one[1] === 'string')
    request.body = Object.fromEntries(fields)
    const file = [...form.values()].find((value) => value instanceof File)
    if (file && file.size > 0) uploads.set(request, file)
    next()
  }
}

async function formIn(request: Request, most: number): Promise<FormData> {
  const body = Readable.toWeb(request.pipe(noMoreThan(most))) as ReadableStream
  const headers = { 'Content-Type': request.get('Content-Type') ?? '' }
  try {
    return await new Response(body, { headers }).formData()
  } catch (error) {
    request.resume()
    throw error instanceof Error && error.cause instanceof Problem ? error.cause : tooLargeOrBroken(request, most)
  }
}

const tooLargeOrBroken = (request: Request, most: number): Problem =>
  Number(request.get('Content-Length') ?? 0) > most
    ? tooLarge(most)
    : new Problem(400, 'The file broke off before its end: send it again')

const tooLarge = (most: number): Problem =>
  new Problem(413, `The file is larger than ${Math.round(most / 1_000_000)} MB`)

function noMoreThan(most: number): Transform {
  let count = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count += chunk.length
      done(count > most ? tooLarge(most) : null, chunk)
    },
  })
}
