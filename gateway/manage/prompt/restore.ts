import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { promptPlaceAt } from '@/lib/companies/at-slugs'
import { currentRevision } from '@/lib/prompts/current-revision'
import { exportRevision } from '@/lib/prompts/export-prompt'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { publishPrompt } from '@/lib/prompts/publishing/publish-prompt'
import { reviewPrompt } from '@/lib/prompts/publishing/review-prompt'
import { undoPrompt } from '@/lib/prompts/publishing/undo-prompt'
import { numberIn } from './history'
import { levelNames, promptPaths, promptTag, promptVerb } from './levels'
import { savePromptChange } from './save'
import { DryRunQuery, PromptAnswer, ProposedAnswer, SavedAnswer, sureFields } from './schemas'
import { stateOf } from './state'

const RevisionField = z.int().min(0)
const Sure = z.strictObject(sureFields)

type Call = Parameters<typeof savePromptChange>[0]
type Given = z.output<typeof Sure> & { revision: number; ifMatch: string | undefined; isDryRun: boolean }

function restore(ctx: Call, place: PlaceInput, { revision, ...given }: Given) {
  return savePromptChange(ctx, place, {
    ...given,
    content: async (within) => (await exportRevision(within, { ...place, revision })).file?.content ?? null,
    kind: 'restore',
    restoredFrom: revision,
  })
}

export function registerPromptRestore(gateway: Gateway) {
  for (const { level, name, path } of promptPaths) {
    const spec = {
      ...promptVerb(level, publishPrompt, reviewPrompt, currentRevision, exportRevision),
      method: 'post',
      tag: promptTag,
      summary: `Restore an earlier revision of the prompt of ${levelNames[level]}`,
      description:
        'Saves the revision’s configuration as a new revision. Like any change, it needs `comment` and `confirmation` in production. With `If-Match`, Pushdesk refuses if someone saved in the meantime.',
      headers: z.object({ 'If-Match': z.string().optional().meta({ description: 'The ETag of the prompt.' }) }),
      query: DryRunQuery,
      answers: {
        200: { description: 'Restored, or the review of a dry run.', schema: SavedAnswer },
        202: { description: 'The change was proposed. A second person must approve it.', schema: ProposedAnswer },
      },
      mayBe: [404, 409, 412] as [404, 409, 412],
    } as const

    manage(
      gateway,
      {
        ...spec,
        path: `${path}/restore`,
        operationId: `restore${name}Prompt`,
        body: Sure.extend({ revision: RevisionField.meta({ examples: [11] }) }),
      },
      async ({ ctx, params, query, body, header }) =>
        restore(ctx, await promptPlaceAt(ctx, params), {
          ...body,
          ifMatch: header('if-match'),
          isDryRun: query.dryRun === 'true',
        }),
    )

    manage(
      gateway,
      {
        ...spec,
        path: `${path}/history/{revision}/restore`,
        operationId: `restore${name}PromptRevision`,
        body: Sure.prefault({}),
      },
      async ({ ctx, params, query, body, header }) =>
        restore(ctx, await promptPlaceAt(ctx, params), {
          ...body,
          revision: numberIn(params.revision),
          ifMatch: header('if-match'),
          isDryRun: query.dryRun === 'true',
        }),
    )

    manage(
      gateway,
      {
        ...promptVerb(level, undoPrompt),
        method: 'post',
        path: `${path}/undo`,
        operationId: `undo${name}Prompt`,
        tag: promptTag,
        summary: `Undo a save of the prompt of ${levelNames[level]}`,
        description:
          'Works for 30 seconds after a save by this token’s owner, unless someone has saved since. Needs no comment or confirmation.',
        body: z.strictObject({
          revision: RevisionField.meta({ description: 'The revision that the save returned.', examples: [12] }),
        }),
        answers: { 200: { description: 'The prompt as it was before that save.', schema: PromptAnswer } },
        mayBe: [409],
      },
      async ({ ctx, params, body }) => {
        const place = await promptPlaceAt(ctx, params)
        await undoPrompt(ctx, { ...place, ...body })
        const now = await stateOf(ctx, place)
        return { status: 200, body: now.body, headers: { etag: now.etag } }
      },
    )
  }
}
