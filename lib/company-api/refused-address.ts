import { isAllowedHost } from './allowed-hosts'
import { AddressNotAllowed, checkLiteralAddress } from './public-lookup'

/** Whether Pushdesk refuses to call this URL even without a DNS lookup. */
export function isRefusedAddress(text: string): boolean {
  const url = new URL(text)
  if (isAllowedHost(url)) return false
  try {
    checkLiteralAddress(url)
    return false
  } catch (error) {
    if (error instanceof AddressNotAllowed) return true
    throw error
  }
}
