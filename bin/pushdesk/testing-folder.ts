import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach } from 'vitest'

/** Makes a folder for the settings files of each test in the calling file, and removes it after the test. */
export function settingsFolder() {
  let path = ''
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'pushdesk-'))
  })
  afterEach(() => rm(path, { recursive: true }))
  const fileOfCompany = (slug: string) => join(path, `${slug}.yaml`)
  return {
    get path() {
      return path
    },
    write: (slug: string, text: string) => writeFile(fileOfCompany(slug), text),
    read: (slug: string) => readFile(fileOfCompany(slug), 'utf8'),
    remove: (slug: string) => rm(fileOfCompany(slug)),
    /** Makes the folder a Git repository whose remote is `origin`. */
    async becomesRepository(origin: string) {
      const git = (...words: string[]) => promisify(execFile)('git', ['-C', path, ...words])
      await git('init', '-q')
      await git('remote', 'add', 'origin', origin)
    },
  }
}
