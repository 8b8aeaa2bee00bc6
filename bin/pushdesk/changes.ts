import { basename } from 'node:path'
import type { Api } from './api'
import { companyChanges } from './company-changes'
import type { FileChange } from './file-change'
import { type FilePlan, wantPrompt } from './file-plan'
import type { Config, Read } from './files'
import { type Repository, sourceOf } from './repository'
import { bothEnvironments, companiesOf } from './server'

/** Returns every change that applying the files would make, in order. Writes nothing. */
export async function changesFor(
  api: Api,
  { companies, platform }: Config,
  repository?: Repository,
): Promise<FileChange[]> {
  const changes: FileChange[] = []
  const wantedOf = ({ file, placeIn }: Pick<Read<unknown>, 'file' | 'placeIn'>): FilePlan => ({
    ...{ api, changes, placeIn },
    source: sourceOf(repository, basename(file)),
  })
  const known = new Map((await companiesOf(api)).map((company) => [company.slug, company]))
  for (const read of companies) await companyChanges(wantedOf(read), known.get(read.config.company.slug), read.config)
  if (platform) {
    const { prompts } = platform.config.platform
    for (const name of bothEnvironments)
      await wantPrompt(wantedOf(platform), {
        path: `/prompt/${name}`,
        where: `platform/${name}`,
        typed: 'all',
        config: prompts[name],
        at: ['platform', 'prompts', name],
      })
  }
  return changes
}
