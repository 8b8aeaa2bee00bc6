import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { archiveCompany } from '@/lib/companies/archive-company'
import { companyAt } from '@/lib/companies/at-slugs'
import { changeCompany } from '@/lib/companies/change-company'
import { createCompany } from '@/lib/companies/create-company'
import { MessageTextDays } from '@/lib/companies/message-text-days'
import { CompanyName } from '@/lib/companies/names'
import { Company, readCompanies, readCompany } from '@/lib/companies/read-companies'
import { restoreCompany } from '@/lib/companies/restore-company'
import { setApprovalRequired } from '@/lib/companies/set-approval-required'
import { setMessageTexts } from '@/lib/companies/set-message-texts'
import { manage } from './endpoint'
import { NextCursor, PageQuery, pageOf } from './page'
import { companyPath } from './places'

const One = z.object({ company: Company })
const tag = 'Manage companies'

export function registerCompanies(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: readCompanies,
      method: 'get',
      path: '/companies',
      operationId: 'listCompanies',
      tag,
      summary: 'List companies',
      description: 'Sorted by slug. Includes archived companies.',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of companies.',
          schema: z.object({ companies: z.array(Company), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { items, nextCursor } = pageOf(await readCompanies(ctx, {}), query, ({ slug }) => [slug])
      return { status: 200, body: { companies: items, nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: createCompany,
      method: 'post',
      path: '/companies',
      operationId: 'createCompany',
      tag,
      summary: 'Create a company',
      body: z.strictObject({
        slug: z.string().meta({ description: 'Can’t be changed later.', examples: ['northwind-bank'] }),
        name: z.string().meta({ examples: ['Northwind Bank'] }),
      }),
      answers: { 201: { description: 'Created.', schema: One } },
    },
    async ({ ctx, body }) => ({ status: 201, body: { company: await createCompany(ctx, body) } }),
  )

  manage(
    gateway,
    {
      verb: readCompany,
      method: 'get',
      path: companyPath,
      operationId: 'readCompany',
      tag,
      summary: 'Read a company',
      answers: { 200: { description: 'The company.', schema: One } },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: { company: await readCompany(ctx, await companyAt(ctx, params)) },
    }),
  )

  manage(
    gateway,
    {
      verb: [changeCompany, setApprovalRequired, setMessageTexts],
      method: 'patch',
      path: companyPath,
      operationId: 'changeCompany',
      tag,
      summary: 'Rename a company, require approval, or set how long message texts are kept',
      description:
        'Fields that you leave out don’t change. You can send values that are already set. Turning approval off takes two admins: after the first call, `approvalEndAskedBy` names that admin, and approval ends when another admin makes the same call. Until then, any admin can keep approval on with `requiresApproval: true`.',
      body: z.strictObject({
        name: CompanyName.optional(),
        requiresApproval: z.boolean().optional(),
        messageTextDays: MessageTextDays.optional(),
      }),
      answers: { 200: { description: 'The updated company.', schema: One } },
    },
    async ({ ctx, params, body: { name, requiresApproval, messageTextDays } }) => {
      const place = await companyAt(ctx, params)
      const before = await readCompany(ctx, place)
      const company = await ctx.db.transaction(async (db) => {
        const within = { ...ctx, db }
        if (name !== undefined && name !== before.name) await changeCompany(within, { ...place, name })
        if (requiresApproval !== undefined && !isAskedAlready(before, requiresApproval))
          await setApprovalRequired(within, { ...place, requiresApproval })
        if (messageTextDays !== undefined && messageTextDays !== before.messageTextDays)
          await setMessageTexts(within, { ...place, messageTextDays })
        return readCompany(within, place)
      })
      return { status: 200, body: { company } }
    },
  )

  manage(
    gateway,
    {
      verb: archiveCompany,
      method: 'post',
      path: `${companyPath}/archive`,
      operationId: 'archiveCompany',
      tag,
      summary: 'Archive a company',
      description:
        'Turns off the API keys, prompts, and deliveries of all its apps. Pushdesk refuses while deliveries are queued or being sent. Nothing is deleted.',
      answers: { 200: { description: 'The archived company.', schema: One } },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: { company: await archiveCompany(ctx, await companyAt(ctx, params)) },
    }),
  )

  manage(
    gateway,
    {
      verb: restoreCompany,
      method: 'post',
      path: `${companyPath}/restore`,
      operationId: 'restoreCompany',
      tag,
      summary: 'Restore an archived company',
      answers: { 200: { description: 'The restored company.', schema: One } },
    },
    async ({ ctx, params }) => ({
      status: 200,
      body: { company: await restoreCompany(ctx, await companyAt(ctx, params)) },
    }),
  )
}

/**
 * Returns whether the change is already requested. While a request to end approval is pending, only repeating one's own
 * request changes nothing.
 */
function isAskedAlready(now: Awaited<ReturnType<typeof readCompany>>, requiresApproval: boolean) {
  if (now.approvalEndAskedBy === null) return requiresApproval === now.requiresApproval
  return !requiresApproval && now.approvalEndAskedByYou
}
