import type { EndpointAuth } from '@/lib/company-api/endpoint-auth'

export function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Undefined: what is stored stays, because stored secrets are never shown again. */
export function endpointAuthIn(form: FormData): EndpointAuth | undefined {
  switch (text(form, 'authKind')) {
    case 'none':
      return { kind: 'none' }
    case 'bearer':
      return { kind: 'bearer', token: text(form, 'secretToken') }
    case 'basic':
      return { kind: 'basic', username: text(form, 'username'), password: text(form, 'password') }
    case 'headers':
      return { kind: 'headers', headers: headersIn(text(form, 'secretHeaders')) }
    case 'body':
      return { kind: 'body', authToken: text(form, 'secretToken') }
    default:
      return undefined
  }
}

/** One `Name: value` a line. A line without a colon becomes a header without a value, which is refused by name. */
function headersIn(lines: string): Record<string, string> {
  return Object.fromEntries(
    lines
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => {
        const colon = line.indexOf(':')
        return colon === -1 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
      }),
  )
}
