import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Db } from '@/db/client'
import { takeRecoveryCode, takeTotpStep } from '@/db/queries/staff/staff'
import { decrypt, encrypt, type SealedPurpose, storedSignatureOf, storedSignaturesOf } from '@/lib/secrets'

const periodSeconds = 30
const recoveryCount = 10

type Person = { id: string; email: string }
type WithSecret = Person & { totpSecret: string | null }

const purposeOf = (staffId: string): SealedPurpose => `staff.totp_secret:${staffId}`

/** 160 random bits, as RFC 4226 recommends. `sealed` is what is stored. */
export function newTotp({ id, email }: Person) {
  const secret = new Secret({ size: 20 })
  return { sealed: encrypt(secret.base32, purposeOf(id)), secret: secret.base32, uri: totpOf(email, secret).toString() }
}

/**
 * Whether the code is correct and unused. Marks it as used. Clocks may differ by half a minute. A recovery code works
 * too, in case the authenticator is lost.
 */
export async function takeCode(db: Db, person: WithSecret, code: string, now = Date.now()): Promise<boolean> {
  const plain = code.replaceAll(/[\s-]/g, '').toLowerCase()
  if (!person.totpSecret || plain === '') return false
  if (!/^\d{6}$/.test(plain))
    return takeRecoveryCode(db, {
      staffId: person.id,
      signatures: storedSignaturesOf(plain, recoveryPurpose(person.id)),
    })
  const totp = totpOf(person.email, Secret.fromBase32(decrypt(person.totpSecret, purposeOf(person.id))))
  const drift = totp.validate({ token: plain, timestamp: now, window: 1 })
  if (drift === null) return false
  return takeTotpStep(db, { staffId: person.id, step: totp.counter({ timestamp: now }) + drift })
}

/** Creates recovery codes. They are shown once, because only their signatures are stored. */
export function newRecoveryCodes({ id }: Pick<Person, 'id'>) {
  const codes = Array.from({ length: recoveryCount }, () => randomBytes(8).toString('hex'))
  return {
    codes: codes.map((code) => code.replace(/(.{4})(?=.)/g, '$1-')),
    signatures: codes.map((code) => storedSignatureOf(code, recoveryPurpose(id))),
  }
}

const recoveryPurpose = (staffId: string) => `staff.recovery_code:${staffId}`

const totpOf = (label: string, secret: Secret) =>
  new TOTP({ issuer: 'Pushdesk', label, secret, digits: 6, period: periodSeconds })
