import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { listCaseFiles } from '@/lib/case-files/list-case-files'
import { revokeCase } from '@/lib/case-files/revoke-case'
import { caseFileDays, shareCase } from '@/lib/case-files/share-case'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { identifyCustomer } from '@/lib/customers/identify-customer'
import { env } from '@/lib/env'
import { encodeCursor } from '@/lib/paging/cursor'
import { CustomerName, customerAt, customerPath } from './customers'
import { manage } from './endpoint'
import { NextCursor, PageQuery } from './page'
import { environmentPath } from './places'

const tag = 'Look up and repair'
const Time = z.iso.datetime()

const CaseFile = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    customerName: z.string(),
    state: z.enum(['open', 'expired', 'revoked']),
    hasTexts: z.boolean().meta({ description: 'Whether the file includes the message’s title and body.' }),
    sharedBy: z.string(),
    openedCount: z.int(),
    lastOpenedAt: Time.nullable(),
    expiresAt: Time,
    revokedAt: Time.nullable(),
    revokedBy: z.string().nullable(),
    createdAt: Time,
  })
  .meta({ id: 'CaseFile' })

const Shared = z.object({
  id: z.uuid(),
  path: z.string().meta({ description: 'Shown only once. Opens the file without an account.', examples: ['/case/…'] }),
  url: z.string().optional().meta({ description: 'The full link. Present if `AUTH_URL` is set.' }),
  expiresAt: Time,
  hasTexts: z.boolean(),
})

export function registerCaseFiles(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: [shareCase, identifyCustomer],
      method: 'post',
      path: `${customerPath}/case-files`,
      id: CustomerName,
      operationId: 'shareCase',
      tag,
      summary: 'Share a case file',
      description:
        'Saves the current diagnosis with its steps, times, and IDs. Anyone with the link can read it without an account until it expires, someone revokes it, or the customer is erased.',
      body: z.strictObject({
        notificationId: z.uuid('Isn’t a notification ID.').optional(),
        days: z.literal(caseFileDays).default(7).meta({ description: 'How many days the link works.' }),
        hasTexts: z
          .boolean()
          .default(false)
          .meta({ description: 'Whether the file includes the message’s title and body.' }),
      }),
      answers: { 201: { description: 'The link. It’s shown only once.', schema: Shared } },
    },
    async ({ body, ...call }) => {
      const { token: _, ...shared } = await shareCase(call.ctx, { ...(await customerAt(call)), ...body })
      const { AUTH_URL } = env()
      const url = AUTH_URL && new URL(shared.path, AUTH_URL).href
      return { status: 201, body: { ...shared, ...(url && { url }) } }
    },
  )

  manage(
    gateway,
    {
      verb: listCaseFiles,
      method: 'get',
      path: `${environmentPath}/case-files`,
      operationId: 'listCaseFiles',
      tag,
      summary: 'List case files',
      query: PageQuery,
      named: { after: 'cursor' },
      answers: {
        200: {
          description: 'A page of case files, newest first, without their links.',
          schema: z.object({ caseFiles: z.array(CaseFile), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, params, query }) => {
      const { cursor: after, limit } = query
      const found = await listCaseFiles(ctx, { ...(await environmentIdAt(ctx, params)), after, limit: limit + 1 })
      const caseFiles = found.slice(0, limit)
      const last = caseFiles.at(-1)
      const nextCursor = last && found.length > limit ? encodeCursor({ at: last.createdAt, id: last.id }) : null
      return { status: 200, body: { caseFiles, nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: revokeCase,
      method: 'delete',
      path: `${environmentPath}/case-files/{id}`,
      operationId: 'revokeCase',
      tag,
      summary: 'Revoke a case file',
      description: 'The link stops working.',
      answers: { 204: { description: 'Revoked.' } },
    },
    async ({ ctx, params }) => {
      await revokeCase(ctx, { ...(await environmentIdAt(ctx, params)), caseFileId: params.id })
      return { status: 204 }
    },
  )
}
