import { BadEnvironment } from '@/lib/env'

/** An error that the operator can fix, described in one sentence. */
export class CannotStart extends Error {}

/** Prints one sentence for an error that the operator can fix, or the stack for a bug, and exits. */
export function fail(error: unknown): never {
  if (error instanceof CannotStart || error instanceof BadEnvironment)
    console.error(`Pushdesk can’t start: ${error.message}`)
  else console.error('Pushdesk can’t start:', error)
  process.exit(1)
}
