import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { NextCursor, PageQuery } from '@/gateway/manage/page'
import { promptPlaceAt } from '@/lib/companies/at-slugs'
import type { StaffContext } from '@/lib/context'
import { currentRevision } from '@/lib/prompts/current-revision'
import { exportRevision } from '@/lib/prompts/export-prompt'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { compareRevisions, listRevisions, RevisionKindName } from '@/lib/prompts/list-revisions'
import { nothingHere } from '@/lib/scope'
import { levelNames, promptPaths, promptTag, promptVerb } from './levels'
import { ChangeAnswer, PublishedFile, Time } from './schemas'

const Revision = z
  .object({
    number: z.int(),
    kind: RevisionKindName.meta({ description: 'How the revision was created.' }),
    author: z.string(),
    approvedBy: z.string().nullable(),
    comment: z.string().nullable(),
    restoredFrom: z.int().nullable().meta({ description: 'The revision that was restored.' }),
    createdAt: Time,
    changes: z.array(ChangeAnswer).meta({ description: 'The changes it made.' }),
    isReadable: z.boolean().meta({ description: 'False: a newer version of Pushdesk saved it.' }),
  })
  .meta({ id: 'PromptRevision' })

const Moment = z.object({ at: Time, what: z.string().meta({ examples: ['Ramp step to 50%'] }), timeZone: z.string() })

const HistoryQuery = PageQuery.extend({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'Isn’t a cursor of this list. Start again without one.')
    .optional()
    .meta({ description: '`nextCursor` of the previous page.' }),
  kind: RevisionKindName.optional(),
  author: z.string().max(200).optional().meta({ description: 'The author’s name.' }),
})

const RevisionNumber = z.coerce
  .number('Isn’t a number.')
  .int('Isn’t a whole number.')
  .min(0, 'At least 0.')
  .max(999_999_999)

type Listed = Awaited<ReturnType<typeof listRevisions>>['revisions'][number]

const shown = ({ authorName: author, approvedByName: approvedBy, content: _, origin: __, ...revision }: Listed) => ({
  ...revision,
  author,
  approvedBy,
})

export function registerPromptHistory(gateway: Gateway) {
  for (const { level, name, path } of promptPaths) {
    manage(
      gateway,
      {
        ...promptVerb(level, listRevisions),
        method: 'get',
        path: `${path}/history`,
        operationId: `list${name}PromptRevisions`,
        tag: promptTag,
        summary: `List the revisions of the prompt of ${levelNames[level]}`,
        description: 'Newest first, each with its changes. Also returns the upcoming changes of the schedule.',
        query: HistoryQuery,
        answers: {
          200: {
            description: 'A page of revisions.',
            schema: z.object({
              revisions: z.array(Revision),
              upcoming: z.array(Moment).meta({ description: 'Upcoming changes of the schedule.' }),
              nextCursor: NextCursor,
            }),
          },
        },
      },
      async ({ ctx, params, query: { cursor, limit, kind, author } }) => {
        const place = await promptPlaceAt(ctx, params)
        const before = cursor === undefined ? undefined : Number(cursor)
        const found = await listRevisions(ctx, { ...place, before, limit, kind, authorName: author })
        const last = found.revisions.at(-1)
        const nextCursor = found.hasMore && last ? String(last.number) : null
        return { status: 200, body: { revisions: found.revisions.map(shown), upcoming: found.upcoming, nextCursor } }
      },
    )

    manage(
      gateway,
      {
        ...promptVerb(level, exportRevision, listRevisions),
        method: 'get',
        path: `${path}/history/{revision}`,
        operationId: `read${name}PromptRevision`,
        tag: promptTag,
        summary: `Read a revision of the prompt of ${levelNames[level]}`,
        answers: {
          200: {
            description: 'The revision and its configuration.',
            schema: z.object({
              revision: Revision,
              prompt: PublishedFile.nullable().meta({ description: 'Null: the level inherited.' }),
            }),
          },
        },
        mayBe: [409],
      },
      async ({ ctx, params }) => {
        const place = await promptPlaceAt(ctx, params)
        const revision = await revisionAt(ctx, place, numberIn(params.revision))
        const { file } = await exportRevision(ctx, { ...place, revision: revision.number })
        return { status: 200, body: { revision: shown(revision), prompt: file } }
      },
    )

    manage(
      gateway,
      {
        ...promptVerb(level, compareRevisions, currentRevision),
        method: 'get',
        path: `${path}/compare`,
        operationId: `compare${name}PromptRevisions`,
        tag: promptTag,
        summary: `Compare two revisions of the prompt of ${levelNames[level]}`,
        query: z.strictObject({
          from: RevisionNumber.default(0).meta({ description: 'Absent or 0: before the first save.', examples: [11] }),
          to: RevisionNumber.optional().meta({ description: 'Absent: the newest.', examples: [12] }),
        }),
        answers: {
          200: { description: 'The differences.', schema: z.object({ changes: z.array(ChangeAnswer) }) },
        },
        mayBe: [409],
      },
      async ({ ctx, params, query }) => {
        const place = await promptPlaceAt(ctx, params)
        const to = query.to ?? (await currentRevision(ctx, place)).revision
        const { changes } = await compareRevisions(ctx, { ...place, from: query.from, to })
        return { status: 200, body: { changes } }
      },
    )
  }
}

/** Parses a revision number in a path: decimal digits only. Throws not found for anything else. */
export function numberIn(revision: string): number {
  if (!/^(?:0|[1-9]\d{0,8})$/.test(revision)) throw nothingHere()
  return Number(revision)
}

async function revisionAt(ctx: StaffContext, place: PlaceInput, number: number): Promise<Listed> {
  const { revisions } = await listRevisions(ctx, { ...place, before: number + 1, limit: 1 })
  const [newest] = revisions
  if (newest?.number !== number) throw nothingHere()
  return newest
}
