import type { EndpointAuth } from '@/lib/company-api/endpoint-auth'

export function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Returns null for an empty field. Text that isn't a number becomes NaN, which is rejected at its field. */
export function numberOrNull(form: FormData, name: string): number | null {
  const text = textIn(form, name).trim()
  return text === '' ? null : Number(text)
}

/** Returns undefined to keep the stored value, because stored secrets are never shown again. */
export function endpointAuthIn(form: FormData): EndpointAuth | undefined {
  switch (textIn(form, 'authKind')) {
    case 'none':
      return { kind: 'none' }
    case 'bearer':
      return { kind: 'bearer', token: textIn(form, 'secretToken') }
    case 'basic':
      return { kind: 'basic', username: textIn(form, 'username'), password: textIn(form, 'password') }
    case 'headers':
      return { kind: 'headers', headers: headersIn(textIn(form, 'secretHeaders')) }
    case 'body':
      return { kind: 'body', authToken: textIn(form, 'secretToken') }
    case 'oauth2':
      return {
        kind: 'oauth2',
        tokenUrl: textIn(form, 'tokenUrl').trim(),
        clientId: textIn(form, 'clientId').trim(),
        clientSecret: textIn(form, 'secretClient'),
        scope: textIn(form, 'scope') || undefined,
        audience: textIn(form, 'audience') || undefined,
        clientAuth: textIn(form, 'clientAuth') === 'post' ? 'post' : 'basic',
      }
    default:
      return undefined
  }
}

/** An absent value keeps the stored one. Null removes it. */
export function endpointTlsIn(form: FormData) {
  const [client, ca] = [textIn(form, 'clientCertificateKind'), textIn(form, 'caCertificateKind')]
  const pair = { certificate: textIn(form, 'clientCertificate'), privateKey: textIn(form, 'secretClientKey') }
  return {
    ...(client !== 'kept' && { clientCertificate: client === 'new' ? pair : null }),
    ...(ca !== 'kept' && { caCertificate: ca === 'new' ? textIn(form, 'caCertificate') : null }),
  }
}

/**
 * Parses one `Name: value` per line. A line without a colon becomes a header without a value, which is rejected by
 * name.
 */
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
