import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { asShown } from '@/lib/as-shown'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { RoleName } from '@/lib/service-tokens/create-service-token'
import { isSameAccess, strongestFirst } from '@/lib/staff/team/access'
import { changeTeammate } from '@/lib/staff/team/change-teammate'
import { listTeam, type Teammate } from '@/lib/staff/team/list-team'
import { companySlugsOf } from './company-slugs'
import { manage } from './endpoint'
import { NextCursor, PageQuery, pageOf } from './page'
import { accessBody, accessIn, CompanyRolesShown, companyRolesShownTo } from './staff-access'

const tag = 'Manage access'
const Time = z.iso.datetime()
export const staffPath = '/staff/{id}'

const StaffMember = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: RoleName,
    companies: z.array(z.string()).meta({
      description:
        'The slugs of those companies that the token has access to. Empty for admins, who have access to all.',
    }),
    companyRoles: CompanyRolesShown,
    followsGroups: z.boolean().meta({
      description:
        'Each single sign-on sets the role and companies that the person’s groups at the identity provider grant.',
    }),
    hasPassword: z.boolean(),
    hasSingleSignOn: z.boolean(),
    hasSecondFactor: z.boolean(),
    sessionCount: z.int().meta({ description: 'The number of browsers where the person is signed in.' }),
    disabledAt: Time.nullable(),
    lastSignedInAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'StaffMember' })

export const OneStaffMember = z.object({ staffMember: StaffMember })

async function shapeIn(ctx: StaffContext) {
  const slugs = await companySlugsOf(ctx)
  const roles = await companyRolesShownTo(ctx)
  return (person: Teammate) =>
    asShown(StaffMember, {
      ...person,
      companies: slugs(person.companyIds),
      companyRoles: roles(person.companyRoles),
    })
}

async function teammate(ctx: StaffContext, id: string) {
  const person = (await listTeam(ctx, {})).people.find((one) => one.id === id)
  if (!person) throw new Refused('not-found', 'This person isn’t on the team, or you share no company with them.')
  return person
}

export async function staffMember(ctx: StaffContext, id: string) {
  const person = await teammate(ctx, id)
  return { staffMember: (await shapeIn(ctx))(person) }
}

export function registerStaff(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listTeam,
      method: 'get',
      path: '/staff',
      operationId: 'listStaff',
      tag,
      summary: 'List staff',
      description: 'An admin’s token lists everyone. Other tokens list admins and the staff of their companies.',
      query: PageQuery,
      answers: {
        200: {
          description: 'A page of staff members, disabled ones last.',
          schema: z.object({ staff: z.array(StaffMember), nextCursor: NextCursor }),
        },
      },
    },
    async ({ ctx, query }) => {
      const { items, nextCursor } = pageOf((await listTeam(ctx, {})).people, query, ({ disabledAt, name, id }) => [
        disabledAt ? 1 : 0,
        name.toLowerCase(),
        id,
      ])
      return { status: 200, body: { staff: items.map(await shapeIn(ctx)), nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: listTeam,
      method: 'get',
      path: staffPath,
      operationId: 'readStaffMember',
      tag,
      summary: 'Read a staff member',
      answers: { 200: { description: 'The staff member.', schema: OneStaffMember } },
    },
    async ({ ctx, params: { id } }) => ({ status: 200, body: await staffMember(ctx, id) }),
  )

  manage(
    gateway,
    {
      verb: changeTeammate,
      method: 'patch',
      path: staffPath,
      operationId: 'changeStaffMember',
      tag,
      summary: 'Change the role or the companies of a staff member',
      description:
        'Fields that you leave out don’t change. The change takes effect immediately. The last admin keeps the admin role.',
      body: z.strictObject({
        role: RoleName.optional(),
        ...accessBody,
      }),
      named: { companyIds: 'companies' },
      answers: { 200: { description: 'The updated staff member.', schema: OneStaffMember } },
    },
    async ({ ctx, params: { id }, body }) => {
      const was = await teammate(ctx, id)
      const { role = was.role } = body
      const access = { role, ...(await accessIn(ctx, body, was)) }
      if (!isSameAccess(was, strongestFirst(access))) await changeTeammate(ctx, { staffId: id, ...access })
      return { status: 200, body: await staffMember(ctx, id) }
    },
  )
}
