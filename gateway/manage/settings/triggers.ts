import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { NextCursor, PageQuery, pageOf } from '@/gateway/manage/page'
import { environmentPath } from '@/gateway/manage/places'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { linkTo } from '@/lib/notices/site'
import { createTrigger } from '@/lib/triggers/create-trigger'
import { listTriggers } from '@/lib/triggers/list-triggers'
import { revokeTrigger } from '@/lib/triggers/revoke-trigger'
import { TriggerActName, type TriggerView } from '@/lib/triggers/trigger-view'

const tag = 'Manage settings'
const path = `${environmentPath}/triggers` as const
const Time = z.iso.datetime()

const Trigger = z
  .object({
    id: z.uuid(),
    name: z.string(),
    act: TriggerActName,
    state: z.enum(['active', 'revoked']),
    masked: z.string().meta({ examples: ['tr_…9f0e'] }),
    createdBy: z.string(),
    lastUsedAt: Time.nullable(),
    revokedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'Trigger' })

const Made = z.object({
  trigger: Trigger,
  path: z.string().meta({ description: 'Shown only once.', examples: ['/api/v1/triggers/tr_…'] }),
  url: z.string().optional().meta({ description: 'The full URL. Present if `AUTH_URL` is set.' }),
})

/** Active triggers first, then the newest. */
const placeOf = ({ revokedAt, createdAt, id }: TriggerView) => [revokedAt ? 0 : 1, createdAt.getTime(), id]

export function registerTriggers(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listTriggers,
      method: 'get',
      path,
      operationId: 'listTriggers',
      tag,
      summary: 'List the triggers of an environment',
      description: 'Active triggers first. Their URLs are never returned.',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of triggers.',
          schema: z.object({ triggers: z.array(Trigger), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, params, query }) => {
      const all = await listTriggers(ctx, await environmentIdAt(ctx, params))
      const { items, nextCursor } = pageOf(all, query, placeOf, { isDescending: true })
      return { status: 200, body: { triggers: items.map(showTrigger), nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: createTrigger,
      method: 'post',
      path,
      operationId: 'createTrigger',
      tag,
      summary: 'Create a trigger',
      description:
        'Creates a secret URL that performs one action when it’s called with POST. Treat it like a password: anyone with the URL can perform the action.',
      body: z.strictObject({
        name: z
          .string()
          .meta({ description: 'The system that calls the trigger.', examples: ['Alertmanager, production'] }),
        act: TriggerActName.meta({ description: 'The action that the trigger performs.', examples: ['turn_off'] }),
      }),
      answers: { 201: { description: 'Created.', schema: Made } },
    },
    async ({ ctx, params, body }) => {
      const made = await createTrigger(ctx, { ...(await environmentIdAt(ctx, params)), ...body })
      const url = linkTo(made.path)
      return { status: 201, body: { trigger: showTrigger(made.trigger), path: made.path, ...(url && { url }) } }
    },
  )

  manage(
    gateway,
    {
      verb: revokeTrigger,
      method: 'delete',
      path: `${path}/{id}`,
      operationId: 'revokeTrigger',
      tag,
      summary: 'Revoke a trigger',
      description: 'The URL stops working.',
      answers: { 204: { description: 'Revoked.' } },
    },
    async ({ ctx, params }) => {
      await revokeTrigger(ctx, { ...(await environmentIdAt(ctx, params)), triggerId: params.id })
      return { status: 204 }
    },
  )
}

function showTrigger({ id, name, act, state, masked, ...row }: TriggerView): z.output<typeof Trigger> {
  const text = (at: Date | null) => at?.toISOString() ?? null
  return {
    ...{ id, name, act, state, masked, createdBy: row.createdByName },
    ...{ lastUsedAt: text(row.lastUsedAt), revokedAt: text(row.revokedAt), createdAt: row.createdAt.toISOString() },
  }
}
