'use server'

import { forAct, forForm } from '@/app/_server/doors'
import type { FormState } from '@/lib/form-state'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { uploadList } from '@/lib/prompts/lists/upload-list'
import { stopManagingPrompt } from '@/lib/prompts/managed-from'
import { changeApps } from '@/lib/prompts/publishing/change-apps'
import { approveProposal, closeProposal } from '@/lib/prompts/publishing/decide-proposal'
import { pauseRollout } from '@/lib/prompts/publishing/pause-rollout'
import { publishPrompt } from '@/lib/prompts/publishing/publish-prompt'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { undoPrompt } from '@/lib/prompts/publishing/undo-prompt'
import { readImport } from '@/lib/prompts/read-import'

type Given<Verb extends (ctx: never, given: never) => unknown> = Parameters<Verb>[1]

export async function publishPromptAction(change: Given<typeof publishPrompt>) {
  return forAct((ctx) => publishPrompt(ctx, change))
}

export async function turnOffPromptAction(place: PlaceInput) {
  return forAct((ctx) => turnOffPrompt(ctx, place))
}

export async function pauseRolloutAction(place: PlaceInput) {
  return forAct((ctx) => pauseRollout(ctx, place))
}

export async function stopManagingPromptAction(place: PlaceInput) {
  return forAct((ctx) => stopManagingPrompt(ctx, place))
}

export async function undoPromptAction(saved: Given<typeof undoPrompt>) {
  return forAct((ctx) => undoPrompt(ctx, saved))
}

export async function approveProposalAction(proposal: Given<typeof approveProposal>) {
  return forAct((ctx) => approveProposal(ctx, proposal))
}

export async function rejectProposalAction(
  proposal: Given<typeof approveProposal>,
  _previous: FormState<unknown>,
  form: FormData,
) {
  return forForm<unknown>(form, (ctx) => closeProposal(ctx, { ...proposal, reason: String(form.get('reason') ?? '') }))
}

export async function closeProposalAction(proposal: Given<typeof closeProposal>) {
  return forAct((ctx) => closeProposal(ctx, proposal))
}

export async function changeAppsAction(change: Given<typeof changeApps>) {
  return forAct((ctx) => changeApps(ctx, change))
}

export async function uploadListAction(list: Given<typeof uploadList>) {
  return forAct((ctx) => uploadList(ctx, list))
}

/** Takes a file, because its text quoted inside other text could exceed the request size limit. */
export async function readImportAction(place: PlaceInput, file: File) {
  // A caller may send anything.
  return forAct(async (ctx) => readImport(ctx, { ...place, text: file instanceof Blob ? await file.text() : '' }))
}
