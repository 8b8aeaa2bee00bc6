import { type Refusal, refuse } from '../refusal'

/** Rules 1 to 4: what is wrong before anybody looks at who asks. */
export function checkRequestLine(method: string, path: string, rawHeaders: readonly string[]): Refusal | undefined {
  if (hasDuplicates(rawHeaders)) return refuse(400, 'DuplicateHeaders')
  if (method !== 'POST') return refuse(405, 'MethodNotAllowed')
  if (path === '/3/device' || path === '/3/device/') return refuse(400, 'MissingDeviceToken')
  if (!/^\/3\/device\/[^/?#]+$/.test(path)) return refuse(404, 'BadPath')
}

export function tokenOfPath(path: string): string {
  return path.slice('/3/device/'.length)
}

function hasDuplicates(rawHeaders: readonly string[]) {
  const seen = new Set<string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? ''
    if (!name.startsWith(':') && !name.startsWith('apns-') && name !== 'authorization') continue
    if (seen.has(name)) return true
    seen.add(name)
  }
  return false
}
