import { BadEnvironment } from '@/lib/env'

/** Something the operator can put right, in one sentence. */
export class CannotStart extends Error {}

/** One sentence for what the operator can put right; the stack for what is a bug. */
export function fail(error: unknown): never {
  if (error instanceof CannotStart || error instanceof BadEnvironment)
    console.error(`Pushdesk can’t start: ${error.message}`)
  else console.error('Pushdesk can’t start:', error)
  process.exit(1)
}
