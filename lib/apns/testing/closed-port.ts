import { keyCheckLimits } from '@/lib/apns/verify-credential'
import { env } from '@/lib/env'

/** Points APNs at a port where no one listens, and shortens the key check's timeout. Returns a function to undo it. */
export function atClosedPort() {
  const settings = env()
  const { APNS_SANDBOX_URL } = settings
  const { answerMs } = keyCheckLimits
  Object.assign(settings, { APNS_SANDBOX_URL: 'https://127.0.0.1:9' })
  keyCheckLimits.answerMs = 1_000
  return () => {
    Object.assign(settings, { APNS_SANDBOX_URL })
    keyCheckLimits.answerMs = answerMs
  }
}
