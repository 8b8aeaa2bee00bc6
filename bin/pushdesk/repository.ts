import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where the files live, as the prompt page names it. */
export type Repository = { name: string; folder: string }

/** The folder's Git repository without its scheme and credentials, or undefined where it has none with a remote. */
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

/** `https://user:secret@github.com/northwind/settings.git` and `git@github.com:northwind/settings.git` → `github.com/northwind/settings` */
export function remoteName(remote: string): string {
  return remote
    .replace(/^[a-z+]+:\/\//i, '')
    .replace(/^[^@/]*@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/(?:\.git)?\/*$/, '')
}

export const sourceOf = (repository: Repository | undefined, file: string) =>
  repository && { repository: repository.name, file: join(repository.folder, file) }
