import type { Request } from 'express'

const names = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i
const addresses = /^(127\.|::1$|::ffff:127\.)/

/** Whether somebody sits at this machine: not behind a proxy, and under no name that another machine could have given it. */
export function isAtThisMachine(request: Request): boolean {
  const forwarded = ['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'Forwarded', 'X-Real-IP', 'Via'].some(
    (header) => request.get(header) !== undefined,
  )
  return !forwarded && addresses.test(request.socket.remoteAddress ?? '') && names.test(request.get('Host') ?? '')
}
