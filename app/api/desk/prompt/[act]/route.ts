import { forFetch } from '@/app/_server/doors'
import { editorsHere } from '@/app/_server/prompt-editors'
import { readJson } from '@/app/_server/read-json'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { changeApps, reviewApps } from '@/lib/prompts/change-apps'
import { approveProposal, closeProposal } from '@/lib/prompts/decide-proposal'
import { explainPrompt } from '@/lib/prompts/explain-prompt'
import { exportPrompt, readImport } from '@/lib/prompts/export-prompt'
import { listRecentClients } from '@/lib/prompts/list-recent-clients'
import { compareRevisions, exportRevisions, listRevisions } from '@/lib/prompts/list-revisions'
import { presentRevision } from '@/lib/prompts/present-revision'
import { promptPropagation, promptResults } from '@/lib/prompts/prompt-results'
import { publishPrompt } from '@/lib/prompts/publish-prompt'
import { reviewPrompt } from '@/lib/prompts/review-prompt'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { turnOffPrompt } from '@/lib/prompts/turn-off-prompt'
import { undoPrompt } from '@/lib/prompts/undo-prompt'
import { uploadList } from '@/lib/prompts/upload-list'

const acts = {
  show: showPrompt,
  'present-revision': presentRevision,
  review: reviewPrompt,
  publish: publishPrompt,
  off: turnOffPrompt,
  undo: undoPrompt,
  approve: approveProposal,
  close: closeProposal,
  explain: explainPrompt,
  revisions: listRevisions,
  'export-revisions': exportRevisions,
  'recent-clients': listRecentClients,
  compare: compareRevisions,
  propagation: promptPropagation,
  results: promptResults,
  'upload-list': uploadList,
  export: exportPrompt,
  'read-import': readImport,
  'review-apps': reviewApps,
  'change-apps': changeApps,
  editors: editorsHere,
}

export type PromptActs = typeof acts

/** What the prompt's pages ask and do while they are open. Each verb checks permission, company and input by itself. */
export function POST(request: Request, { params }: RouteContext<'/api/desk/prompt/[act]'>) {
  return forFetch(request, async (ctx) => {
    const { act } = await params
    if (!Object.hasOwn(acts, act)) throw new Refused('not-found', 'There is no such act.')
    // Whatever comes in is parsed by the verb's own schema before anything is done with it.
    const run = acts[act as keyof PromptActs] as (ctx: StaffContext, input: unknown) => Promise<unknown>
    return run(ctx, await readJson(request))
  })
}
