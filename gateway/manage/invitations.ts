import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { asShown } from '@/lib/as-shown'
import { RoleName } from '@/lib/service-tokens/create-service-token'
import { inviteStaff } from '@/lib/staff/team/invite-staff'
import { listInvitations } from '@/lib/staff/team/list-invitations'
import { withdrawInvitation } from '@/lib/staff/team/withdraw-invitation'
import { companySlugsOf } from './company-slugs'
import { manage } from './endpoint'
import { NextCursor, PageQuery, pageOf } from './page'
import { LinkPlace, linkOf } from './personal-link'
import { accessBody, accessIn, Companies, CompanyRolesShown, companyRolesShownTo } from './staff-access'

const tag = 'Manage access'
const Time = z.iso.datetime()

const Invitation = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role: RoleName,
    companies: Companies,
    companyRoles: CompanyRolesShown,
    expiresAt: Time,
  })
  .meta({ id: 'Invitation' })

const Listed = Invitation.extend({
  isForPassword: z.boolean().meta({ description: 'True for a password link of an existing staff member.' }),
  createdAt: Time,
})

export function registerInvitations(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listInvitations,
      method: 'get',
      path: '/invitations',
      operationId: 'listInvitations',
      tag,
      summary: 'List open invitations',
      description: 'Oldest first, without the links.',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of invitations and password links that still work.',
          schema: z.object({ invitations: z.array(Listed), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query }) => {
      const [slugs, roles] = [await companySlugsOf(ctx), await companyRolesShownTo(ctx)]
      const { items, nextCursor } = pageOf(await listInvitations(ctx, {}), query, ({ createdAt, id }) => [
        createdAt.getTime(),
        id,
      ])
      const invitations = items.map((row) =>
        asShown(Listed, { ...row, companies: slugs(row.companyIds), companyRoles: roles(row.companyRoles) }),
      )
      return { status: 200, body: { invitations, nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: inviteStaff,
      method: 'post',
      path: '/invitations',
      operationId: 'inviteStaff',
      tag,
      summary: 'Invite a staff member',
      description:
        'Creates a link that you pass on to the person. The link works once, within 7 days, and replaces the person’s earlier open link.',
      body: z.strictObject({
        email: z.string().meta({ examples: ['ada@example.com'] }),
        name: z.string().meta({ examples: ['Ada Lovelace'] }),
        role: RoleName,
        ...accessBody,
      }),
      named: { companyIds: 'companies' },
      answers: {
        201: {
          description: 'The invitation and its link. The link is shown only once.',
          schema: LinkPlace.extend({ invitation: Invitation }),
        },
      },
    },
    async ({ ctx, body }) => {
      const { email, name, role } = body
      const { token, ...invited } = await inviteStaff(ctx, { email, name, role, ...(await accessIn(ctx, body)) })
      const [slugs, roles] = [await companySlugsOf(ctx), await companyRolesShownTo(ctx)]
      const invitation = asShown(Invitation, {
        ...invited,
        companies: slugs(invited.companyIds),
        companyRoles: roles(invited.companyRoles),
      })
      return { status: 201, body: { invitation, ...linkOf(token) } }
    },
  )

  manage(
    gateway,
    {
      verb: withdrawInvitation,
      method: 'delete',
      path: '/invitations/{id}',
      operationId: 'withdrawInvitation',
      tag,
      summary: 'Withdraw an invitation or a password link',
      answers: { 204: { description: 'The link no longer works.' } },
    },
    async ({ ctx, params: { id } }) => {
      await withdrawInvitation(ctx, { invitationId: id })
      return { status: 204 }
    },
  )
}
