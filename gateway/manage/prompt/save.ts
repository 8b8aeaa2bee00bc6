import type { StaffContext } from '@/lib/context'
import { type FieldErrors, Refused } from '@/lib/errors'
import { provisionally } from '@/lib/flow/provisionally'
import type { PromptContent } from '@/lib/prompts/content/content'
import { currentRevision } from '@/lib/prompts/current-revision'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { publishPrompt, staleRevision } from '@/lib/prompts/publishing/publish-prompt'
import { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'
import { readImport } from '@/lib/prompts/read-import'
import type { Reply } from '@/lib/service-tokens/once'
import { affectedBy, proposalsOf } from './proposals-of'
import { namesRevision, stateOf } from './state'

type Change = {
  content: (within: StaffContext) => Promise<PromptContent | null>
  kind: 'save' | 'import' | 'restore'
  restoredFrom?: number
  comment: string | undefined
  confirmation: string | undefined
  /** If absent, the change applies to the current revision. */
  ifMatch: string | undefined
  isDryRun: boolean
}

/**
 * Reviews a change and saves exactly what was reviewed, in one transaction. Dry runs and changes without effect leave
 * nothing behind.
 */
export function savePromptChange(ctx: StaffContext, place: PlaceInput, change: Change): Promise<Reply> {
  return provisionally<StaffContext, Reply>(ctx, async (within, takeBack) => {
    const { revision: baseRevision } = await currentRevision(within, place)
    if (change.ifMatch !== undefined && !namesRevision(change.ifMatch, baseRevision))
      throw staleRevision({ revision: baseRevision })
    const content = await change.content(within)
    const review = await reviewPrompt(within, { ...place, baseRevision, content })
    if (change.isDryRun) return takeBack({ status: 200, body: { review: shown(review, baseRevision) } })
    if (review.changes.length === 0) return takeBack(await saved(within, place, 'unchanged', []))
    const { kind, restoredFrom, comment } = change
    const confirmation = { hash: review.hash, typed: change.confirmation }
    const done = await publishPrompt(within, {
      ...{ ...place, baseRevision, isExact: true, content, kind, restoredFrom, comment, confirmation },
    })
    if (done.status === 'saved') return saved(within, place, 'saved', review.changes)
    const proposal = (await proposalsOf(within, place)).find(({ id }) => id === done.proposalId)
    return { status: 202, body: { proposal, revision: baseRevision } }
  }).catch((error: unknown) => {
    throw error instanceof Refused ? asInBody(error) : error
  })
}

/** Returns an imported file's content, with its lists made this place's own. */
export const importedBy =
  (place: PlaceInput, prompt: object | null) =>
  async (within: StaffContext): Promise<PromptContent | null> =>
    prompt && (await readImport(within, { ...place, text: JSON.stringify(prompt) })).content

type Changes = Awaited<ReturnType<typeof reviewPrompt>>['changes']

async function saved(ctx: StaffContext, place: PlaceInput, outcome: 'saved' | 'unchanged', changes: Changes) {
  const { body, etag } = await stateOf(ctx, place)
  return { status: 200, body: { ...body, outcome, changes }, headers: { etag } }
}

function shown(review: Awaited<ReturnType<typeof reviewPrompt>>, revision: number) {
  const { changes, reach, shares, needs, proposed, warnings } = review
  return {
    revision,
    changes,
    affected: affectedBy(reach),
    rollout: shares,
    needs: { comment: needs.comment, confirmation: needs.typed, approval: needs.approval },
    proposal: proposed,
    warnings,
  }
}

/** Renames an error's fields, because verbs name those of the file and callers those of the body. */
function asInBody({ reason, message, fields, code, details }: Refused) {
  const named: FieldErrors = {}
  for (const [path, messages] of Object.entries(fields)) named[fieldOf(path)] = messages
  return new Refused(reason, message, named, code, details)
}

function fieldOf(path: string) {
  if (path === 'confirmation.typed') return 'confirmation'
  if (path === 'text' || path === '') return 'prompt'
  return /^(?:content|lists|format|schema)(?:\.|$)/.test(path) ? `prompt.${path}` : path
}
