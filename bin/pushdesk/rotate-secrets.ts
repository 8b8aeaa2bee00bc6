import { plural } from '@/lib/format/number'
import { type KeyInUse, type KeysInUse, keysInUse } from '@/lib/key-rotation/keys-in-use'
import { type Rotated, rotateSecrets } from '@/lib/key-rotation/rotate-secrets'
import { CommandError } from './api'
import { withOwnDatabase } from './own-database'
import type { Variables } from './secrets'

type Asked = { isJson: boolean; say: (line: string) => void }

/** Re-encrypts all secrets with the first key in ENCRYPTION_KEY, and reports which keys are still in use. */
export async function secretsRotated(variables: Variables, { isJson, say }: Asked) {
  const { columns, inUse } = await withOwnDatabase(variables, async ({ db }) => ({
    columns: await rotateSecrets(db, { onBatch: (soFar) => !isJson && say(progress(soFar)) }),
    inUse: await keysInUse(db),
  }))
  const faults = columns.flatMap(({ column, unopened }) => unopened.map((row) => `${column} of ${row}`))
  if (isJson) say(JSON.stringify({ columns, ...inUse, isDone: isDone(inUse) }))
  else for (const line of summary(inUse)) say(line)
  if (faults.length) throw new CommandError('No key in ENCRYPTION_KEY can decrypt these values:', faults)
}

const progress = ({ column, done, total }: Rotated) => `${column}: ${plural(done, 'value')} of ${total}`

const isDone = ({ keys }: KeysInUse) => keys.every(({ isCurrent, encrypted }) => isCurrent || encrypted === 0)

function summary(inUse: KeysInUse) {
  const lines = inUse.keys.flatMap(linesOf)
  const older = signedWords(inUse.older)
  return older ? [...lines, `Signed before signatures named their keys: ${older}.`] : lines
}

function linesOf({ name, isCurrent, isGiven, encrypted, signed }: KeyInUse) {
  const key = `Key ${name}`
  const still = signedWords(signed)
  if (isCurrent) return [`${key} encrypts new values: ${plural(encrypted, 'value')} so far.`]
  if (encrypted > 0)
    return [
      `${key} is still needed: ${plural(encrypted, 'value is', 'values are')} encrypted with it. ${
        isGiven ? 'Run this command again when every process has the new key first.' : 'It isn’t in ENCRYPTION_KEY.'
      }`,
    ]
  return [
    `${key} no longer encrypts any value${still ? `, but it signed ${still}. Read docs/operations.md before you remove it` : ', so you can remove it'}.`,
  ]
}

function signedWords({ recoveryCodes, erasedNames, auditEntries }: KeyInUse['signed']) {
  return [
    recoveryCodes && plural(recoveryCodes, 'recovery code'),
    erasedNames && plural(erasedNames, 'erased name'),
    auditEntries && plural(auditEntries, 'audit entry', 'audit entries'),
  ]
    .filter(Boolean)
    .join(', ')
}
