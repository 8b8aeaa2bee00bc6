import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'

/** Passphrases are welcome; the upper bound only keeps a megabyte from being hashed. */
export const NewPassword = z
  .string()
  .min(10, 'Use at least 10 characters.')
  .max(200, 'Use at most 200 characters.')
  .refine((text) => new Set(text).size >= 5, 'This password is too easy to guess. Use more different characters.')

/** argon2id with the library's defaults: 19 MiB, two passes (OWASP's minimum). */
export const hashPassword = (password: string) => hash(password)

let nobodysHash: Promise<string> | undefined

/** Takes the same time for an account that does not exist as for a wrong password. */
export async function passwordHolds(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hash('nobody has this password')
  const holds = await verify(passwordHash ?? (await nobodysHash), password)
  return holds && Boolean(passwordHash)
}
