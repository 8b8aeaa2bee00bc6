import { BadEnvironment } from '@/lib/env'

/** An error that the operator can fix, described in one sentence. */
export class CannotStart extends Error {}

const unusableCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC']

/** Turns an error of the file system in DATA_DIR into a sentence; other errors stay as they are. */
export const asUnusable =
  (dataDir: string) =>
  (error: NodeJS.ErrnoException): never => {
    if (!unusableCodes.includes(error.code ?? '')) throw error
    throw new CannotStart(
      `writing to DATA_DIR (${dataDir}) failed: ${error.message}. Let the user who starts Pushdesk write there, or set DATA_DIR to a different folder.`,
    )
  }

/** Prints one sentence for an error that the operator can fix, or the stack for a bug, and exits. */
export function fail(error: unknown): never {
  if (error instanceof CannotStart || error instanceof BadEnvironment)
    console.error(`Pushdesk can’t start: ${error.message}`)
  else console.error('Pushdesk can’t start:', error)
  process.exit(1)
}
