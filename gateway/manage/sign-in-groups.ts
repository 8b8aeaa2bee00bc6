import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { asShown } from '@/lib/as-shown'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { RoleName } from '@/lib/service-tokens/create-service-token'
import { addSignInGroup, changeSignInGroup, removeSignInGroup } from '@/lib/staff/groups/change-sign-in-groups'
import { listSignInGroups, type SignInGroup } from '@/lib/staff/groups/list-sign-in-groups'
import { companySlugsOf } from './company-slugs'
import { manage } from './endpoint'
import { NextCursor, PageQuery, pageOf } from './page'
import { accessBody, accessIn, Companies, CompanyRolesShown, companyRolesShownTo } from './staff-access'

const tag = 'Manage access'
const path = '/sign-in-groups'

const Group = z
  .object({
    id: z.uuid(),
    name: z.string().meta({ description: 'The group as the identity provider sends it: a name, a path, or an ID.' }),
    role: RoleName,
    companies: Companies,
    companyRoles: CompanyRolesShown,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'SignInGroup' })
const OneGroup = z.object({ signInGroup: Group })

async function shapeIn(ctx: StaffContext) {
  const slugs = await companySlugsOf(ctx)
  const roles = await companyRolesShownTo(ctx)
  return (group: SignInGroup) =>
    asShown(Group, { ...group, companies: slugs(group.companyIds), companyRoles: roles(group.companyRoles) })
}

export function registerSignInGroups(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listSignInGroups,
      method: 'get',
      path,
      operationId: 'listSignInGroups',
      tag,
      summary: 'List the identity provider’s groups that grant access',
      description:
        'People without an invitation get an account at their first single sign-on if one of their groups is listed. For staff members with `followsGroups`, each single sign-on applies the roles and companies of all their groups. If no group grants access, they can’t sign in.',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of groups, by name.',
          schema: z.object({ signInGroups: z.array(Group), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { items, nextCursor } = pageOf(await listSignInGroups(ctx, {}), query, ({ name, id }) => [name, id])
      return { status: 200, body: { signInGroups: items.map(await shapeIn(ctx)), nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: addSignInGroup,
      method: 'post',
      path,
      operationId: 'addSignInGroup',
      tag,
      summary: 'Grant access to a group',
      body: z.strictObject({
        name: z.string().meta({ examples: ['pushdesk-support'] }),
        role: RoleName,
        ...accessBody,
      }),
      named: { companyIds: 'companies' },
      answers: { 201: { description: 'The group.', schema: OneGroup } },
    },
    async ({ ctx, body }) => {
      const { name, role } = body
      const group = await addSignInGroup(ctx, { name, role, ...(await accessIn(ctx, body)) })
      return { status: 201, body: { signInGroup: (await shapeIn(ctx))(group) } }
    },
  )

  manage(
    gateway,
    {
      verb: [changeSignInGroup, listSignInGroups],
      method: 'patch',
      path: `${path}/{id}`,
      operationId: 'changeSignInGroup',
      tag,
      summary: 'Change the access of a group',
      description: 'Fields that you leave out don’t change. Takes effect at each person’s next single sign-on.',
      body: z.strictObject({ role: RoleName.optional(), ...accessBody }),
      named: { companyIds: 'companies' },
      answers: { 200: { description: 'The updated group.', schema: OneGroup } },
    },
    async ({ ctx, params: { id }, body }) => {
      const was = (await listSignInGroups(ctx, {})).find((one) => one.id === id)
      if (!was) throw new Refused('not-found', 'This group isn’t in the list.')
      const { role = was.role } = body
      const group = await changeSignInGroup(ctx, { groupId: id, role, ...(await accessIn(ctx, body, was)) })
      return { status: 200, body: { signInGroup: (await shapeIn(ctx))(group) } }
    },
  )

  manage(
    gateway,
    {
      verb: removeSignInGroup,
      method: 'delete',
      path: `${path}/{id}`,
      operationId: 'removeSignInGroup',
      tag,
      summary: 'Remove the access of a group',
      description:
        'People who have access only through this group can’t sign in anymore. Their open sessions continue until they end.',
      answers: { 204: { description: 'Removed.' } },
    },
    async ({ ctx, params: { id } }) => {
      await removeSignInGroup(ctx, { groupId: id })
      return { status: 204 }
    },
  )
}
