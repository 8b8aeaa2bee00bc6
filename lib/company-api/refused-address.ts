import { isAllowedHost } from './allowed-hosts'
import { AddressNotAllowed, checkLiteralAddress } from './public-lookup'

/** Whether Pushdesk would refuse to call this URL before it asked any name service. */
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
