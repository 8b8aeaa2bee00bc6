/** An entry of the phone's traffic: a request it made or a push it received. */
export type PhoneExchange = {
  id: string
  at: number
  kind: 'request' | 'push'
  method: string
  path: string
  /** `open`: in flight, or a stream. `lost`: no response. */
  status: number | 'open' | 'lost'
  durationMs?: number
  /** The outcome of a push on the phone. */
  note?: string
  sent?: Part
  got?: Part
}

type Part = { headers: Record<string, string>; body?: unknown }

export const exchangesMax = 80
const bodyLengthMax = 20_000

export function headersOf(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].map(([name, value]) => [name, name === 'user-token' ? masked(value) : value]))
}

/** Hides the signature, which proves the customer's identity. */
const masked = (token: string) => token.replace(/\.[^.]*$/, '.…')

export function bodyOf(text: string): unknown {
  if (text === '') return undefined
  if (text.length > bodyLengthMax) return `${text.length} characters`
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
