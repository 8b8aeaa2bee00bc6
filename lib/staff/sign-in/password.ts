import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import { processWide } from '@/db/process-wide'
import { Refused } from '@/lib/errors'
import { NoTurn, takingTurns } from '@/lib/flow/taking-turns'

const lengthMax = 200

/** Passphrases are welcome; the upper bound only keeps a megabyte from being hashed. */
export const NewPassword = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(lengthMax, { error: 'Use at most 200 characters.', abort: true })
  .refine((text) => new Set(text).size >= 5, 'This password is too easy to guess. Use more different characters.')

/** Each hash takes 19 MiB and a thread for about 20 ms, and anyone can cause one. */
const hashesAtOnce = 2
const hashesWaitingMax = 60

const kept = processWide<ReturnType<typeof takingTurns>>('password-turns')

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const shared = kept.get() ?? takingTurns({ atOnce: hashesAtOnce, waitingMax: hashesWaitingMax })
  kept.set(shared)
  try {
    return await shared(work)
  } catch (error) {
    if (!(error instanceof NoTurn)) throw error
    throw new Refused(
      'too-many',
      'Too many people are signing in right now. Try again in a few seconds.',
      {},
      'rate_limited',
      {
        retryAfterSeconds: 3,
      },
    )
  }
}

/** argon2id with the library's defaults: 19 MiB, two passes (OWASP's minimum). */
export const hashPassword = (password: string) => inTurn(() => hash(password))

let nobodysHash: Promise<string> | undefined

/** Takes the same time for an account that does not exist as for a wrong password. */
export async function passwordHolds(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hash('nobody has this password')
  const stored = passwordHash ?? (await nobodysHash)
  const isPossible = password.length <= 2 * lengthMax
  const holds = await inTurn(() => verify(stored, isPossible ? password : 'too long to be one'))
  return holds && isPossible && Boolean(passwordHash)
}
