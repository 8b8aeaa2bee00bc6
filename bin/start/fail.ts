import { relative } from 'node:path'
import { BadEnvironment } from '@/lib/env'

/** An error that the operator can fix, described in one sentence. */
export class CannotStart extends Error {}

/** Prints one sentence for an error that the operator can fix, or the stack for a bug, and exits. */
export function fail(error: unknown): never {
  const sentence =
    error instanceof CannotStart || error instanceof BadEnvironment ? error.message : dataDirSentence(error)
  console.error('Pushdesk can’t start:', sentence ?? error)
  process.exit(1)
}

const unusableCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC']

/** Describes an error of the file system in DATA_DIR; undefined for all other errors. */
function dataDirSentence(error: unknown) {
  if (!(error instanceof Error)) return undefined
  const { code, path, address, message } = error as NodeJS.ErrnoException & { address?: string }
  const file = path ?? address
  const dataDir = process.env.DATA_DIR || '.data'
  if (!file || !code || !unusableCodes.includes(code) || relative(dataDir, file).startsWith('..')) return undefined
  return `writing to DATA_DIR (${dataDir}) failed: ${message}. Let the user who starts Pushdesk write there, or set DATA_DIR to a different folder.`
}
