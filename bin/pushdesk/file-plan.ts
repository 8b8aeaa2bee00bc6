import type { Api } from './api'
import type { PromptConfig } from './config'
import type { FileChange } from './file-change'
import { promptChange } from './prompt-changes'

/** Collects the changes planned for one file. */
export type FilePlan = {
  api: Api
  changes: FileChange[]
  /** Shown on the prompt page as the place to change the prompt. */
  source: { repository: string; file: string } | undefined
  placeIn: FileChange['placeIn']
}

/** Adds a change to the file’s plan. */
export const want = ({ changes, placeIn }: FilePlan, change: Omit<FileChange, 'placeIn'>) =>
  changes.push({ ...change, placeIn })

/** Archived companies and apps can’t be read, so the rest of the file is compared after they’re restored. */
export const bringsBack = (what: string) => `Restore the ${what}; run “apply” again for its other differences`

type PromptPlace = {
  path: string
  where: string
  typed: string
  config: PromptConfig | undefined
  at: readonly PropertyKey[]
  isNew?: boolean
  /** The company's setting. */
  requiresApproval?: boolean
}

export async function wantPrompt(plan: FilePlan, { config, isNew = false, ...place }: PromptPlace) {
  if (config === undefined) return
  const { api, source, placeIn } = plan
  const change = await promptChange(api, { ...place, config, isNew, source, placeIn })
  if (change) want(plan, change)
}
