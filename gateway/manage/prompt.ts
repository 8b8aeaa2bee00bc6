import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { promptPlaceAt } from '@/lib/companies/at-slugs'
import { Refused } from '@/lib/errors'
import { currentRevision } from '@/lib/prompts/current-revision'
import { exportLevel } from '@/lib/prompts/export-prompt'
import { pauseRollout } from '@/lib/prompts/publishing/pause-rollout'
import { publishPrompt } from '@/lib/prompts/publishing/publish-prompt'
import { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'
import { turnOffPrompt } from '@/lib/prompts/publishing/turn-off-prompt'
import { readImport } from '@/lib/prompts/read-import'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { manage } from './endpoint'
import { levelNames, promptPaths, promptTag, promptVerb } from './prompt/levels'
import { importedBy, savePromptChange } from './prompt/save'
import { DryRunQuery, PromptAnswer, ProposedAnswer, PublishedFile, SavedAnswer, sureFields } from './prompt/schemas'
import { namesAnswer, stateOf } from './prompt/state'

/*
 * The prompt of each level: {env}/prompt, /companies/{company}/prompt/{environment}, and /prompt/{environment}.
 *
 * GET → 200, ETag: "12-…" (304 to If-None-Match)
 *   { prompt: File | null, level: 'app' | 'company' | 'platform' | 'none', revision: 12, updatedAt,
 *     managedFrom: { repository, file, hasDrifted } | null, effective: { isForcedOff, prompt: File } }
 *   `prompt` is this level's own configuration, or null if it inherits. `level` names the level whose configuration
 *   is in effect, and `effective.prompt` is that configuration.
 *   File = { format: 'pushdesk-prompt', schema: 1, content, lists }.
 *
 * PUT { prompt: File | null, comment?, confirmation? }, If-Match: "12-…" (or "12", or *)
 *   → 200 { …like GET, outcome: 'saved' | 'unchanged', changes: [{ path, label, before?, after? }] }, ETag
 *   → 202 { proposal: { id, author, comment, createdAt, changes, warnings, approvers, isReadable }, revision }
 *   → 428 if_match_missing · 412 stale_revision
 *   → 400 confirmation_needed, errors: [{ path: 'confirmation' | 'comment', … }]
 *   → 400 invalid, errors by path: prompt.content.rules.0.share
 * PUT ?dryRun=true (If-Match may be absent) → 200 { review: { revision, changes, affected, rollout,
 *   needs: { comment: boolean, confirmation: string | null, approval: boolean },
 *   proposal: { id, author, approvers } | null, warnings: string[] } }
 *
 * POST …/off { comment? } or no body → 200 like GET, ETag · 409 if it is already off
 * POST …/pause { comment? } or no body → 200 like GET, ETag · 409 if no step of a rollout is pending
 * POST …/restore { revision, comment?, confirmation? }, POST …/history/{revision}/restore → like PUT;
 *   If-Match may be absent
 * POST …/undo { revision } → 200 like GET
 * GET …/history?cursor&limit&kind&author → { revisions, upcoming, nextCursor }
 * GET …/history/{revision} → { revision, prompt }
 * GET …/compare?from&to → { changes } · GET …/rollout · POST …/explain { context, at?, revision? }
 * GET …/proposals, …/proposals/{id} · POST …/proposals/{id}/approve, …/reject (of apps and companies)
 * GET {env}/prompt/results, {env}/prompt/clients · GET /approvals, /prompt-matrix
 */

/** The same limit as for an import. */
const promptBytesMax = 10 * 1024 * 1024

const ifMatch = z.string().meta({ description: 'The ETag of the prompt that you changed.', examples: ['"12"'] })
const etag = { ETag: 'Send it as `If-Match` with a change, or as `If-None-Match` to read again.' }

/** Acts without review and approval: neither asks additional customers. */
const quickActs = [
  {
    verb: turnOffPrompt,
    path: 'off',
    operationId: (name: string) => `turn${name}PromptOff`,
    summary: (level: string) => `Turn the prompt of ${level} off`,
    description: 'Customers stop being asked right away, without review or approval.',
    below: ' This also forces the prompt off at every level below.',
    done: 'The prompt is off.',
  },
  {
    verb: pauseRollout,
    path: 'pause',
    operationId: (name: string) => `pause${name}Rollout`,
    summary: (level: string) => `Pause the rollout of ${level}`,
    description:
      'Keeps the current percentage of customers and removes later steps of the schedule, without review or approval. A rollout that hasn’t begun stays at 0%. The end of the schedule and the rules still apply.',
    below: '',
    done: 'The rollout is paused.',
  },
] as const

const Save = z.strictObject({
  prompt: z.union(
    [z.null(), z.record(z.string(), z.unknown())],
    'Send the prompt as in the exported file, or null to inherit.',
  ),
  ...sureFields,
})

export function registerPrompt(gateway: Gateway) {
  for (const { level, name, path } of promptPaths) {
    manage(
      gateway,
      {
        ...promptVerb(level, exportLevel),
        method: 'get',
        path,
        operationId: `read${name}Prompt`,
        tag: promptTag,
        summary: `Read the prompt of ${levelNames[level]}`,
        description:
          'Returns the configuration of this level and the one in effect there, in the format of the dashboard’s export file.',
        headers: z.object({
          'If-None-Match': z.string().optional().meta({ description: 'The ETag of an earlier response.' }),
        }),
        answers: {
          200: { description: 'The prompt.', schema: PromptAnswer, headers: etag },
          304: { description: 'The prompt hasn’t changed.' },
        },
        mayBe: [409],
      },
      async ({ ctx, params, header }) => {
        const { body, etag: tagNow } = await stateOf(ctx, await promptPlaceAt(ctx, params))
        const headers = { etag: tagNow }
        if (namesAnswer(header('if-none-match') ?? '', tagNow)) return { status: 304, headers }
        return { status: 200, body, headers }
      },
    )

    manage(
      gateway,
      {
        ...promptVerb(level, publishPrompt, reviewPrompt, readImport, currentRevision, showPrompt),
        method: 'put',
        path,
        operationId: `save${name}Prompt`,
        tag: promptTag,
        summary: `Save the prompt of ${levelNames[level]}`,
        description:
          'Replaces the configuration of this level. `"prompt": null` makes the level inherit. `If-Match` is required except for a dry run, so that you never overwrite someone else’s change. In production, a change needs `comment` and `confirmation`, unless it only turns the prompt off. The body can have up to 10 MiB.',
        headers: z.object({ 'If-Match': ifMatch.optional() }),
        query: DryRunQuery,
        body: Save,
        describedBody: Save.extend({ prompt: PublishedFile.nullable() }),
        bodyKind: { bytesMax: promptBytesMax, keepsNulls: true },
        answers: {
          200: { description: 'Saved, or the review of a dry run.', schema: SavedAnswer, headers: etag },
          202: { description: 'The change was proposed. A second person must approve it.', schema: ProposedAnswer },
        },
        mayBe: [409, 412, 428],
      },
      async ({ ctx, params, query, body: { prompt, ...given }, header }) => {
        const isDryRun = query.dryRun === 'true'
        const place = await promptPlaceAt(ctx, params)
        if (header('if-match') === undefined && !isDryRun) throw ifMatchMissing()
        return savePromptChange(ctx, place, {
          ...given,
          content: importedBy(place, prompt),
          kind: prompt ? 'import' : 'save',
          ifMatch: header('if-match'),
          isDryRun,
        })
      },
    )

    for (const act of quickActs) {
      manage(
        gateway,
        {
          ...promptVerb(level, act.verb),
          method: 'post',
          path: `${path}/${act.path}`,
          operationId: act.operationId(name),
          tag: promptTag,
          summary: act.summary(levelNames[level]),
          description: `${act.description}${level === 'app' ? '' : act.below}`,
          body: z
            .strictObject({
              comment: sureFields.comment.meta({ description: 'The reason.' }),
              confirmation: sureFields.confirmation.meta({ description: 'Ignored.' }),
            })
            .optional(),
          answers: { 200: { description: act.done, schema: PromptAnswer, headers: etag } },
          mayBe: [409],
        },
        async ({ ctx, params, body }) => {
          const place = await promptPlaceAt(ctx, params)
          await act.verb(ctx, { ...place, comment: body?.comment })
          const now = await stateOf(ctx, place)
          return { status: 200, body: now.body, headers: { etag: now.etag } }
        },
      )
    }
  }
}

const ifMatchMissing = () =>
  new Refused(
    'invalid',
    'Send If-Match with the ETag of the prompt that you changed, so that you don’t overwrite someone else’s change. GET returns the ETag.',
    {},
    'if_match_missing',
  )
