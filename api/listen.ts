import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { Problem, problemDocument } from './problem.ts'

/** The app as a server. What is no HTTP that can be read never reaches the app, and is answered with a problem document too. */
export function createApiServer(app: RequestListener): Server {
  return createServer(app).on('clientError', (error: { code?: string }, socket: Duplex) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
    socket.end(asText(unreadable(error.code)))
  })
}

function unreadable(code: string | undefined): Problem {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem(431, 'The address and the headers are longer than 16 KB together: shorten them')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem(408, 'The request did not arrive in time: send it again')
  return new Problem(400, 'This is no HTTP request that can be read')
}

function asText(problem: Problem): string {
  const body = JSON.stringify(problemDocument(problem))
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Connection: close',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
