import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { overlapHours } from '@/lib/keys/rotate-key'
import { createServiceToken, RoleName } from '@/lib/service-tokens/create-service-token'
import { listServiceTokens } from '@/lib/service-tokens/list-service-tokens'
import { revokeServiceToken } from '@/lib/service-tokens/revoke-service-token'
import { rotateServiceToken } from '@/lib/service-tokens/rotate-service-token'
import { companyIdsNamed, companySlugsOf } from './company-slugs'
import { manage } from './endpoint'
import { NextCursor, PageQuery, pageOf } from './page'

const tag = 'Manage access'
const Time = z.iso.datetime()

const ServiceToken = z
  .object({
    id: z.uuid(),
    name: z.string(),
    role: RoleName,
    companies: z
      .array(z.string())
      .meta({ description: 'The companies’ slugs. Empty for admins, who have access to all.' }),
    state: z.enum(['active', 'expired', 'revoked', 'owner_disabled']),
    lastFour: z.string(),
    owner: z.string().nullable().meta({ description: 'The person who created or last rotated the token.' }),
    expiresAt: Time.nullable(),
    lastUsedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'ServiceToken' })

const Made = z.object({
  serviceToken: z.object({
    id: z.uuid(),
    name: z.string(),
    role: RoleName,
    companies: z.array(z.string()),
    expiresAt: Time.nullable(),
  }),
  token: z.string().meta({ description: 'Shown only once.', examples: ['st_…'] }),
})

export function registerServiceTokens(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listServiceTokens,
      method: 'get',
      path: '/service-tokens',
      operationId: 'listServiceTokens',
      tag,
      summary: 'List service tokens',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of service tokens, without the tokens themselves.',
          schema: z.object({ serviceTokens: z.array(ServiceToken), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query }) => {
      const slugs = await companySlugsOf(ctx)
      const { items, nextCursor } = pageOf(await listServiceTokens(ctx, {}), query, ({ revokedAt, name, id }) => [
        revokedAt ? 1 : 0,
        name.toLowerCase(),
        id,
      ])
      const serviceTokens = items.map(({ companyIds, ownerName, ownerId: _, revokedAt: __, ...token }) => ({
        ...token,
        companies: slugs(companyIds),
        owner: ownerName,
      }))
      return { status: 200, body: { serviceTokens, nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: createServiceToken,
      method: 'post',
      path: '/service-tokens',
      operationId: 'createServiceToken',
      tag,
      summary: 'Create a service token',
      body: z.strictObject({
        name: z.string().meta({ examples: ['Deployment'] }),
        role: RoleName,
        companies: z
          .array(z.string())
          .default([])
          .meta({ description: 'The companies’ slugs. Leave out for admins, who have access to all.' }),
        expiresInDays: z
          .int()
          .optional()
          .meta({ description: 'From 1 to 3,650 days. Absent: the token doesn’t expire.' }),
      }),
      named: { companyIds: 'companies' },
      answers: { 201: { description: 'Created.', schema: Made } },
    },
    async ({ ctx, body: { companies, ...given } }) => {
      const { token, companyIds, ...made } = await createServiceToken(ctx, {
        ...given,
        companyIds: await companyIdsNamed(ctx, companies),
      })
      const slugs = await companySlugsOf(ctx)
      return { status: 201, body: { serviceToken: { ...made, companies: slugs(companyIds) }, token } }
    },
  )

  manage(
    gateway,
    {
      verb: rotateServiceToken,
      method: 'post',
      path: '/service-tokens/{id}/rotate',
      operationId: 'rotateServiceToken',
      tag,
      summary: 'Replace a service token',
      body: z.strictObject({
        overlapHours: z.literal(overlapHours).default(0).meta({ description: 'How long the old token keeps working.' }),
      }),
      answers: { 201: { description: 'The new token.', schema: Made.extend({ oldEndsAt: Time }) } },
    },
    async ({ ctx, params: { id }, body }) => {
      const { token, companyIds, oldEndsAt, ...made } = await rotateServiceToken(ctx, { tokenId: id, ...body })
      const slugs = await companySlugsOf(ctx)
      return { status: 201, body: { serviceToken: { ...made, companies: slugs(companyIds) }, token, oldEndsAt } }
    },
  )

  manage(
    gateway,
    {
      verb: revokeServiceToken,
      method: 'delete',
      path: '/service-tokens/{id}',
      operationId: 'revokeServiceToken',
      tag,
      summary: 'Revoke a service token',
      answers: { 204: { description: 'Revoked.' } },
    },
    async ({ ctx, params: { id } }) => {
      await revokeServiceToken(ctx, { tokenId: id })
      return { status: 204 }
    },
  )
}
