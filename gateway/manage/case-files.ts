import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { listCaseFiles } from '@/lib/case-files/list-case-files'
import { revokeCase } from '@/lib/case-files/revoke-case'
import { caseFileDays, shareCase } from '@/lib/case-files/share-case'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { identifyCustomer } from '@/lib/customers/identify-customer'
import { env } from '@/lib/env'
import { CustomerName, customerAt, customerPath } from './customers'
import { manage } from './endpoint'
import { NextCursor, PageQuery, pageOf } from './page'
import { environmentPath } from './places'

const tag = 'Look up and repair'
const Time = z.iso.datetime()

const CaseFile = z
  .object({
    id: z.uuid(),
    customerId: z.uuid(),
    customerName: z.string(),
    state: z.enum(['open', 'expired', 'revoked']),
    hasTexts: z.boolean().meta({ description: 'Whether it holds the title and body of the message.' }),
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
  path: z.string().meta({ description: 'Shown this once. Opens the file without an account.', examples: ['/case/…'] }),
  url: z.string().optional().meta({ description: 'The whole link, where `AUTH_URL` says where the dashboard is.' }),
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
      summary: 'Share a case',
      description:
        'Freezes the verdict, its steps, times, and IDs. Anyone with the link reads it without an account until it expires, is revoked, or the customer is erased.',
      body: z.strictObject({
        notificationId: z.uuid('Isn’t a notification ID.').optional(),
        days: z.literal(caseFileDays).default(7).meta({ description: 'After how many days it expires.' }),
        hasTexts: z.boolean().default(false).meta({ description: 'Whether it may hold the message’s title and body.' }),
      }),
      answers: { 201: { description: 'The link, shown this once.', schema: Shared } },
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
      answers: {
        200: {
          description: 'A page of what was shared, newest first, never with the link itself.',
          schema: z.object({ caseFiles: z.array(CaseFile), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, params, query }) => {
      const files = await listCaseFiles(ctx, await environmentIdAt(ctx, params))
      const { items, nextCursor } = pageOf(files, query, ({ id }) => id)
      return { status: 200, body: { caseFiles: items, nextCursor } }
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
      description: 'Its link opens nothing from now on.',
      answers: { 204: { description: 'Revoked.' } },
    },
    async ({ ctx, params }) => {
      await revokeCase(ctx, { ...(await environmentIdAt(ctx, params)), caseFileId: params.id })
      return { status: 204 }
    },
  )
}
