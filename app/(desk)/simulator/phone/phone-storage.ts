import type { KeyValueStorage } from '@/sdk/storage'
import { newPhone, type PhoneState } from './phone-state'

/** Increase it when the shape of the state changes. Older phones then start over. */
const version = 3
const prefix = (environmentId: string) => `pushdesk.phone.${version}.${environmentId}`

/** Loads the phone of this browser tab as it was before a reload. */
export function loadPhone(environmentId: string): PhoneState {
  const text = sessionStorage.getItem(prefix(environmentId))
  if (!text) return newPhone(newDeviceToken(), Date.now())
  // Written by savePhone of this version.
  return JSON.parse(text) as PhoneState
}

export function savePhone(environmentId: string, state: PhoneState) {
  sessionStorage.setItem(prefix(environmentId), JSON.stringify(state))
}

/** The app's own storage, which the SDK uses. Erasing the app's data clears it. */
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

/** Returns 32 random bytes in hex, like a current APNs token. */
export function newDeviceToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
