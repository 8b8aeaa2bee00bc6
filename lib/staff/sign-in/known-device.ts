import { randomBytes } from 'node:crypto'
import { isSignatureOf, signatureOf } from '@/lib/secrets'

/** The mark a browser keeps after a sign-in. Its attempts count separately, so that others can't throttle them. */
export function newDeviceMark(staffId: string): string {
  const id = randomBytes(16).toString('base64url')
  return `${id}.${signatureOf(id, purposeOf(staffId))}`
}

/** Returns the browser's ID if this person has signed in with it before. */
export function knownDevice(mark: string | undefined, staffId: string | undefined): string | undefined {
  if (!mark || !staffId || mark.length > 200) return undefined
  const [id = '', signature = ''] = mark.split('.')
  return isSignatureOf(id, purposeOf(staffId), signature) ? id : undefined
}

const purposeOf = (staffId: string) => `sign-in.device:${staffId}`
