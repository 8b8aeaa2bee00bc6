import { fits, isDictionary, payloadBytesMax } from './push-types'

type Payload = Record<string, unknown>

const segmenter = new Intl.Segmenter()
const ellipsis = '…'

/**
 * Shortens a payload that is too large for APNs: cuts the alert's text at a whole character and adds “…”, first in the
 * body, then in the title. Leaves everything else as it is, so the payload can still be too large.
 */
export function fitPayload(payload: Payload, pushType: string): Payload {
  const bytesMax = payloadBytesMax(pushType)
  if (fits(payload, bytesMax)) return payload
  const cut = cutText(payload, 'body', bytesMax)
  return fits(cut, bytesMax) ? cut : cutText(cut, 'title', bytesMax)
}

function cutText(payload: Payload, key: string, bytesMax: number): Payload {
  const text = textAt(payload, key)
  if (text === undefined) return payload
  const parts = [...segmenter.segment(text)].map(({ segment }) => segment)
  const withFirst = (count: number) => withText(payload, key, parts.slice(0, count).join('') + ellipsis)
  let most = 0
  for (let step = 2 ** Math.floor(Math.log2(Math.max(parts.length, 1))); step >= 1; step /= 2)
    if (most + step < parts.length && fits(withFirst(most + step), bytesMax)) most += step
  return withFirst(most)
}

function textAt({ aps }: Payload, key: string): string | undefined {
  if (!isDictionary(aps)) return undefined
  if (typeof aps.alert === 'string') return key === 'body' ? aps.alert : undefined
  const text = isDictionary(aps.alert) ? aps.alert[key] : undefined
  return typeof text === 'string' ? text : undefined
}

function withText(payload: Payload, key: string, text: string): Payload {
  const aps = isDictionary(payload.aps) ? payload.aps : {}
  const alert = isDictionary(aps.alert) ? { ...aps.alert, [key]: text } : text
  return { ...payload, aps: { ...aps, alert } }
}
