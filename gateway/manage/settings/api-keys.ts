import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { NextCursor, PageQuery, pageAfter } from '@/gateway/manage/page'
import { environmentPath } from '@/gateway/manage/places'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { ApiKey, showApiKey } from '@/lib/keys/api-key-view'
import { createKey, KeyKind } from '@/lib/keys/create-key'
import { findKey } from '@/lib/keys/find-key'
import { listKeys } from '@/lib/keys/list-keys'
import { revokeKey } from '@/lib/keys/revoke-key'
import { overlapHours, rotateKey } from '@/lib/keys/rotate-key'

const tag = 'Manage settings'
const path = `${environmentPath}/api-keys` as const
const Made = z.object({
  apiKey: ApiKey,
  key: z.string().meta({ description: 'A secret key is shown only once.', examples: ['sk_…'] }),
})

export function registerApiKeys(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listKeys,
      method: 'get',
      path,
      operationId: 'listApiKeys',
      tag,
      summary: 'List the API keys of an environment',
      description: 'Active keys first. Secret keys are never returned.',
      query: PageQuery,
      answers: {
        200: { description: 'A page of keys.', schema: z.object({ apiKeys: z.array(ApiKey), nextCursor: NextCursor }) },
      },
    },
    async ({ ctx, params, query }) => {
      const place = await environmentIdAt(ctx, params)
      const { items, nextCursor } = await pageAfter(query, (asked) => listKeys(ctx, { ...place, ...asked }))
      return { status: 200, body: { apiKeys: items.map(showApiKey), nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: [createKey, findKey],
      method: 'post',
      path,
      operationId: 'createApiKey',
      tag,
      summary: 'Create an API key',
      body: z.strictObject({
        kind: KeyKind.meta({ examples: ['secret'] }),
        name: z.string().meta({ description: 'Where the key is used.', examples: ['Chat platform'] }),
        expiresAt: z
          .string()
          .optional()
          .meta({ description: 'RFC 3339. Absent: the key doesn’t expire.', examples: ['2030-01-31T12:00:00Z'] }),
        ratePerSecondMax: z.int().optional().meta({ description: 'Calls per second for each process, up to 100,000.' }),
      }),
      answers: { 201: { description: 'Created.', schema: Made } },
    },
    async ({ ctx, params, body }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      const { key, id } = await createKey(ctx, { environmentId, ...body })
      return { status: 201, body: { apiKey: showApiKey(await findKey(ctx, { environmentId, keyId: id })), key } }
    },
  )

  manage(
    gateway,
    {
      verb: [rotateKey, findKey],
      method: 'post',
      path: `${path}/{id}/rotate`,
      operationId: 'rotateApiKey',
      tag,
      summary: 'Replace an API key',
      body: z
        .strictObject({
          overlapHours: z
            .literal(overlapHours)
            .default(24)
            .meta({ description: 'How long the old key keeps working.' }),
        })
        .prefault({}),
      answers: { 201: { description: 'The new key.', schema: Made.extend({ oldEndsAt: z.iso.datetime() }) } },
    },
    async ({ ctx, params, body }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      const { key, id, oldEndsAt } = await rotateKey(ctx, { environmentId, keyId: params.id, ...body })
      const apiKey = showApiKey(await findKey(ctx, { environmentId, keyId: id }))
      return { status: 201, body: { apiKey, key, oldEndsAt } }
    },
  )

  manage(
    gateway,
    {
      verb: [revokeKey, findKey],
      method: 'delete',
      path: `${path}/{id}`,
      operationId: 'revokeApiKey',
      tag,
      summary: 'Revoke an API key',
      description: 'Calls with this key fail right away.',
      answers: { 204: { description: 'Revoked.' } },
    },
    async ({ ctx, params }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      // The ID already identifies the key, so no confirmation is needed.
      const { lastFour } = await findKey(ctx, { environmentId, keyId: params.id })
      await revokeKey(ctx, { environmentId, keyId: params.id, confirmation: lastFour })
      return { status: 204 }
    },
  )
}
