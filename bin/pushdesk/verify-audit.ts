import { type Verified, verifyAudit } from '@/lib/audit/chain/verify-audit'
import { plural } from '@/lib/format/number'
import { CommandError } from './api'
import { withOwnDatabase } from './own-database'
import type { Variables } from './secrets'

type Asked = { expected: string | undefined; isJson: boolean; say: (line: string) => void }

/** Verifies the audit log’s hash chain, and compares its end with a value recorded earlier. */
export async function auditVerified(variables: Variables, { expected, isJson, say }: Asked) {
  const verified = await withOwnDatabase(variables, ({ db }) => verifyAudit(db))
  const faults = faultsOf(verified, expected)
  if (isJson) say(JSON.stringify({ ...verified, isWhole: faults.length === 0 }))
  if (faults.length) throw new CommandError('The audit log was changed, or can’t be checked completely.', faults)
  if (isJson) return
  const { count, last } = verified
  say(`The audit log is intact: ${plural(count, 'entry', 'entries')}.`)
  if (last) say(`Write this down for --expect in a later check: ${last.number}:${last.seal}`)
}

function faultsOf({ faults, last, unsealed }: Verified, expected: string | undefined) {
  const told = faults.map(({ number, entryId, fault }) => `Entry ${number} (${entryId}) is ${fault}.`)
  if (unsealed > 0) told.push(`${plural(unsealed, 'entry', 'entries')} older than a minute have no seal.`)
  const [number = '', seal = ''] = expected?.split(':') ?? []
  if (expected && (last?.number ?? 0) < Number(number)) told.push(`Entry ${number} and all later entries are missing.`)
  else if (expected && last && last.number === Number(number) && last.seal !== seal)
    told.push(`Entry ${number} doesn’t have the expected seal.`)
  return told
}
