import type { OutgoingHttpHeaders } from 'node:http2'
import type { ApnsRequest } from './outcome'
import type { ProviderToken } from './provider-tokens'

/** The header block of one push; also what an attempt's log and its curl command show, with the token masked. */
export function requestHeaders(request: ApnsRequest, token: ProviderToken, authority: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {
    ':method': 'POST',
    ':path': `/3/device/${request.deviceToken}`,
    ':scheme': 'https',
    ':authority': authority,
    authorization: `bearer ${token.jwt}`,
    'apns-id': request.id,
    'apns-topic': request.topic,
    'apns-push-type': request.pushType,
  }
  if (request.priority !== undefined) headers['apns-priority'] = String(request.priority)
  if (request.expiration !== undefined) headers['apns-expiration'] = String(request.expiration)
  if (request.collapseId !== undefined) headers['apns-collapse-id'] = asBytes(request.collapseId)
  return headers
}

/** Node writes header values as latin1: each character one byte, so UTF-8 goes out only when it is spelt byte by byte. */
function asBytes(value: string) {
  return Buffer.from(value, 'utf8').toString('latin1')
}
