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
  path: z.string().meta({ description: 'Shown this once.', examples: ['/api/v1/triggers/tr_…'] }),
  url: z.string().optional().meta({ description: 'The whole URL, where `AUTH_URL` says where the server is.' }),
})

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
      description: 'Those in use first. Their URLs are never returned.',
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
      const { items, nextCursor } = pageOf(all, query, ({ id }) => id)
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
        'A secret URL that does one act when it is called with POST, and nothing else. Keep it like a password: who has it can do that act.',
      body: z.strictObject({
        name: z.string().meta({ description: 'What calls it.', examples: ['Alertmanager, production'] }),
        act: TriggerActName.meta({ description: 'What it does.', examples: ['turn_off'] }),
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
      description: 'Its URL does nothing from now on.',
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
