import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The location of the files, as shown on the prompt page. */
export type Repository = { name: string; folder: string }

/** Returns the folder's Git remote without scheme and credentials, or undefined if it has no remote. */
export async function repositoryOf(folder: string): Promise<Repository | undefined> {
  const git = (...words: string[]) => run('git', ['-C', folder, ...words]).then(({ stdout }) => stdout.trim())
  try {
    return {
      name: remoteName(await git('remote', 'get-url', 'origin')),
      folder: await git('rev-parse', '--show-prefix'),
    }
  } catch {
    return undefined
  }
}

/**
 * Strips scheme and credentials: `https://user:secret@github.com/northwind/settings.git` and
 * `git@github.com:northwind/settings.git` both become `github.com/northwind/settings`.
 */
export function remoteName(remote: string): string {
  return remote
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/(?:\.git)?\/*$/, '')
}

export const sourceOf = (repository: Repository | undefined, file: string) =>
  repository && { repository: repository.name, file: join(repository.folder, file) }
