'use server'

import { forAct } from '@/app/_server/doors'
import type { PlaceInput } from '@/lib/prompts/at-place'
import { changeApps as changeAppsVerb } from '@/lib/prompts/change-apps'
import { approveProposal, closeProposal } from '@/lib/prompts/decide-proposal'
import { readImport as readImportVerb } from '@/lib/prompts/export-prompt'
import { publishPrompt } from '@/lib/prompts/publish-prompt'
import { turnOffPrompt } from '@/lib/prompts/turn-off-prompt'
import { undoPrompt } from '@/lib/prompts/undo-prompt'
import { uploadList as uploadListVerb } from '@/lib/prompts/upload-list'

type Given<Verb extends (ctx: never, given: never) => unknown> = Parameters<Verb>[1]

export async function publish(change: Given<typeof publishPrompt>) {
  return forAct((ctx) => publishPrompt(ctx, change))
}

export async function turnOff(place: PlaceInput) {
  return forAct((ctx) => turnOffPrompt(ctx, place))
}

export async function undo(saved: Given<typeof undoPrompt>) {
  return forAct((ctx) => undoPrompt(ctx, saved))
}

export async function approve(proposal: Given<typeof approveProposal>) {
  return forAct((ctx) => approveProposal(ctx, proposal))
}

export async function close(proposal: Given<typeof closeProposal>) {
  return forAct((ctx) => closeProposal(ctx, proposal))
}

export async function changeApps(change: Given<typeof changeAppsVerb>) {
  return forAct((ctx) => changeAppsVerb(ctx, change))
}

export async function uploadList(list: Given<typeof uploadListVerb>) {
  return forAct((ctx) => uploadListVerb(ctx, list))
}

/** As a file: its text inside of other text would be larger than what a request may hold. */
export async function readImport(place: PlaceInput, file: File) {
  return forAct(async (ctx) => readImportVerb(ctx, { ...place, text: await file.text() }))
}
