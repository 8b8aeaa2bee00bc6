import type { Api } from './api'
import type { PromptConfig } from './config'
import type { FileChange } from './file-change'
import { promptChange } from './prompt-changes'

/** What a plan collects for one file. */
export type FilePlan = {
  api: Api
  changes: FileChange[]
  /** What the prompt page names as the place to change it. */
  source: { repository: string; file: string } | undefined
  placeIn: FileChange['placeIn']
}

/** A change of the plan’s file. */
export const want = ({ changes, placeIn }: FilePlan, change: Omit<FileChange, 'placeIn'>) =>
  changes.push({ ...change, placeIn })

/** What is archived can’t be read, so the rest of its file is compared once it’s back. */
export const bringsBack = (what: string) => `Bring the ${what} back; apply again for what else differs`

type PromptPlace = {
  path: string
  where: string
  typed: string
  config: PromptConfig | undefined
  at: readonly PropertyKey[]
  isNew?: boolean
  /** Of the company. */
  requiresApproval?: boolean
}

export async function wantPrompt(plan: FilePlan, { config, isNew = false, ...place }: PromptPlace) {
  if (config === undefined) return
  const { api, source, placeIn } = plan
  const change = await promptChange(api, { ...place, config, isNew, source, placeIn })
  if (change) want(plan, change)
}
