import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { NextCursor, PageQuery, pageOf } from '@/gateway/manage/page'
import { promptMatrix } from '@/lib/prompts/prompt-matrix'
import { promptTag } from './levels'
import { LevelName, Time } from './schemas'

const Cell = z
  .object({
    company: z.string().meta({ description: 'The company’s slug.' }),
    app: z.string().meta({ description: 'The app’s slug.' }),
    environment: z.enum(['production', 'sandbox']),
    level: LevelName.meta({ description: 'Whose configuration is in effect.' }),
    isForcedOff: z.boolean(),
    isAsking: z.boolean().meta({ description: 'Whether some customers are asked at the moment.' }),
    share: z
      .number()
      .meta({ description: 'The rollout percentage for customers whom no rule matches, in thousandths of a percent.' }),
    ruleCount: z.int(),
    isScheduled: z.boolean().meta({ description: 'Whether the schedule will change the percentage.' }),
    revision: z.int().meta({ description: 'The revision of the app’s own level.' }),
    changedAt: Time.nullable(),
    changedBy: z.string().nullable(),
    clients: z.object({ seen: z.int(), upToDate: z.int(), asked: z.int() }),
    displayed: z.int(),
    accepted: z.int(),
  })
  .meta({ id: 'PromptMatrixCell' })

type Row = Awaited<ReturnType<typeof promptMatrix>>['cells'][number]

const shown = (row: Row) => ({
  ...{ company: row.companySlug, app: row.appSlug, environment: row.environmentName, level: row.source },
  ...{ isForcedOff: row.isStopped, isAsking: row.isOn, share: row.share, ruleCount: row.ruleCount },
  ...{ isScheduled: row.isScheduled, revision: row.ownRevision },
  ...{ changedAt: row.changedAt ?? null, changedBy: row.changedBy ?? null },
  clients: { seen: row.clients, upToDate: row.clientsCurrent, asked: row.clientsOn },
  ...{ displayed: row.displayed, accepted: row.accepted },
})

export function registerPromptMatrix(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: promptMatrix,
      method: 'get',
      path: '/prompt-matrix',
      operationId: 'readPromptMatrix',
      tag: promptTag,
      summary: 'Read the prompt of every app',
      description: 'The configuration in effect in each environment, and its results in the last `windowDays` days.',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of environments.',
          schema: z.object({ cells: z.array(Cell), windowDays: z.int(), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { cells, windowDays } = await promptMatrix(ctx, {})
      const { items, nextCursor } = pageOf(cells, query, ({ companySlug, appSlug, environmentName }) => [
        companySlug,
        appSlug,
        environmentName,
      ])
      return { status: 200, body: { cells: items.map(shown), windowDays, nextCursor } }
    },
  )
}
