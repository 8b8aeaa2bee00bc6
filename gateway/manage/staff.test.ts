import { describe, expect, it } from 'vitest'
import { makeCompany, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { makeServiceToken, makeSession, makeStaff } from '@/db/staff-factories'
import { everyItem, withApi } from '@/gateway/testing'
import { findInvited } from '@/lib/staff/team/accept-invitation'

const base = '/api/v1/manage'
const paths = ({ errors = [] }: { errors?: { path: string }[] }) => errors.map(({ path }) => path)

describe('staff over the API', () => {
  it('is listed, read, and changed; repeating a change is no error', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const [own, other] = [await makeCompany(db), await makeCompany(db)]
      const { id, email } = await makeStaff(db, { role: 'viewer', companyIds: [own.id] })
      const one = `${base}/staff/${id}`
      const staffMember = { id, email, role: 'viewer', companies: [own.slug] }
      expect((await ask('get', one, { key })).body).toMatchObject({ staffMember })
      expect(await everyItem((at) => ask('get', at, { key }), `${base}/staff`)).toContainEqual(
        expect.objectContaining(staffMember),
      )
      const change = (body: object) => ask('patch', one, { key, body })
      expect((await change({ role: 'viewer' })).body).toMatchObject({ staffMember })
      expect((await change({ role: 'support' })).body.staffMember).toMatchObject({
        role: 'support',
        companies: [own.slug],
      })
      const moved = await change({ companies: [other.slug, own.slug] })
      expect(moved.body.staffMember.companies).toEqual([own.slug, other.slug].sort())
      expect(paths((await change({ companies: [] })).body)).toEqual(['companies'])
      expect(paths((await change({ companies: ['nowhere'] })).body)).toEqual(['companies.0'])
      expect((await change({ role: 'owner' })).status).toBe(400)
      expect(await entriesAbout(db, { subjectKind: 'staff', subjectId: id })).toHaveLength(2)
      expect((await ask('get', `${base}/staff/${crypto.randomUUID()}`, { key })).status).toBe(404)
    }))

  it('is disabled, enabled, signed out, and given access again', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const { id } = await makeStaff(db, { role: 'viewer', companyIds: [(await makeCompany(db)).id] })
      const act = (method: string, path: string) => ask(method, `${base}/staff/${id}/${path}`, { key })
      await makeSession(db, { staffId: id })
      expect((await act('post', 'end-sessions')).body).toEqual({ sessionsEnded: 1 })
      expect((await act('post', 'end-sessions')).status).toBe(409)
      expect((await act('delete', 'second-factor')).status).toBe(409)
      await changeStaffRow(db, { staffId: id, totpConfirmedAt: new Date() })
      expect((await act('delete', 'second-factor')).status).toBe(204)
      const link = await act('post', 'password-link')
      const token = link.body.path.replace('/invitation/', '')
      expect(await findInvited(db, { token })).toMatchObject({ isForPassword: true })
      expect((await act('post', 'disable')).body.staffMember.disabledAt).not.toBeNull()
      expect((await act('post', 'password-link')).status).toBe(409)
      expect((await act('post', 'enable')).body.staffMember.disabledAt).toBeNull()
    }))

  it('is invisible to a token that shares no company with them', () =>
    withApi(async ({ ask, db }) => {
      const { id } = await makeStaff(db, { role: 'viewer', companyIds: [(await makeCompany(db)).id] })
      const { token: key } = await makeServiceToken(db, { role: 'viewer', companyIds: [(await makeCompany(db)).id] })
      expect((await ask('get', `${base}/staff/${id}`, { key })).status).toBe(404)
    }))
})

describe('invitations over the API', () => {
  it('are created with a link that is shown once, listed without it, and withdrawn', () =>
    withApi(async ({ ask, db }) => {
      const { token: key } = await makeServiceToken(db)
      const company = await makeCompany(db)
      const invitation = {
        email: `${unique('ada')}@example.com`,
        name: 'Ada',
        role: 'support',
        companies: [company.slug],
      }
      const made = await ask('post', `${base}/invitations`, { key, body: invitation })
      expect(made).toMatchObject({
        status: 201,
        body: { invitation, path: expect.stringMatching(/^\/invitation\/.{40}/) },
      })
      const { id } = made.body.invitation
      const listed = await everyItem((at) => ask('get', at, { key }), `${base}/invitations`)
      expect(listed).toContainEqual(expect.objectContaining({ id, isForPassword: false }))
      expect(JSON.stringify(listed)).not.toContain(made.body.path.split('/').at(-1))
      expect((await ask('delete', `${base}/invitations/${id}`, { key })).status).toBe(204)
      expect((await ask('delete', `${base}/invitations/${id}`, { key })).status).toBe(404)
      const wrong = await ask('post', `${base}/invitations`, {
        key,
        body: { ...invitation, email: 'ada', companies: [] },
      })
      expect(paths(wrong.body)).toContain('email')
      const without = await ask('post', `${base}/invitations`, { key, body: { ...invitation, companies: [] } })
      expect(paths(without.body)).toEqual(['companies'])
    }))
})
