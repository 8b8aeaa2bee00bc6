import type { KeyValueStorage } from '@/sdk/storage'
import { newPhone, type PhoneState } from './phone-state'

/** Raised when the state's shape changes: an older phone starts over. */
const version = 3
const prefix = (environmentId: string) => `pushdesk.phone.${version}.${environmentId}`

/** The phone of this browser tab, as it was before the page was loaded again. */
export function loadPhone(environmentId: string): PhoneState {
  const text = sessionStorage.getItem(prefix(environmentId))
  if (!text) return newPhone(newDeviceToken(), Date.now())
  // Written by keepPhone of this very version.
  return JSON.parse(text) as PhoneState
}

export function savePhone(environmentId: string, state: PhoneState) {
  sessionStorage.setItem(prefix(environmentId), JSON.stringify(state))
}

/** The app's own storage, where the SDK remembers; it goes when the app's data is erased. */
export function appStorage(environmentId: string): KeyValueStorage & { clear(): void } {
  const name = (key: string) => `${prefix(environmentId)}.app.${key}`
  return {
    getItem: (key) => sessionStorage.getItem(name(key)),
    setItem: (key, value) => sessionStorage.setItem(name(key), value),
    removeItem: (key) => sessionStorage.removeItem(name(key)),
    clear() {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(name(''))) sessionStorage.removeItem(key)
    },
  }
}

export function clearPhone(environmentId: string) {
  appStorage(environmentId).clear()
  sessionStorage.removeItem(prefix(environmentId))
}

/** 32 random bytes, as APNs would give them today. */
export function newDeviceToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
