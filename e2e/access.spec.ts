import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { deleteSessionsOf } from '@/db/queries/staff/sessions'
import { changeStaffRow } from '@/db/queries/staff/staff'
import { type Role, roles } from '@/db/schema/staff'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { roleMay, type StaffPermission } from '@/lib/permissions'
import { actionDoors, type Form, type Places, pageDoors, routeDoors } from './fixtures/doors'
import { expect, test } from './fixtures/fixtures'
import { startEmptyServer } from './fixtures/own-server'

const manifest = async (name: string) =>
  JSON.parse(await readFile(join(process.env.NEXT_DIST_DIR ?? '.next', 'server', name), 'utf8'))

/** `/(desk)/team/page` → `/team` */
const pathOf = (entry: string) => entry.replace(/\/\([^)]*\)/g, '').replace(/\/(page|route)$/, '') || '/'

async function doorsOfBuild() {
  const entries = Object.keys(await manifest('app-paths-manifest.json')).filter(
    (entry) => !/_not-found|_global-error/.test(entry),
  )
  const { node } = (await manifest('server-reference-manifest.json')) as {
    node: Record<string, { exportedName: string; workers: Record<string, unknown> }>
  }
  return {
    pages: entries.filter((entry) => entry.endsWith('/page')).map(pathOf),
    routes: entries
      .filter((entry) => /\/route$/.test(entry))
      .map(pathOf)
      .filter((path) => !/\.\w+$/.test(path)),
    actions: Object.entries(node).map(([id, { exportedName, workers }]) => ({
      id,
      name: exportedName,
      page: pathOf((Object.keys(workers)[0] ?? '').replace(/^app/, '')),
    })),
  }
}

/** How a person authenticates, and their role if they belong to the company. */
type Person = { name: string; token?: string; role?: Role; isElsewhere?: boolean }

async function prepare(db: Db): Promise<{ at: Places; people: Person[] }> {
  const company = await makeCompany(db, { slug: 'harbor-bank', name: 'Harbor Bank' })
  const app = await makeApp(db, { companyId: company.id, slug: 'ios', name: 'Harbor iOS' })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name: 'production' })
  const other = await makeCompany(db, { slug: 'other-bank', name: 'Other Bank' })
  const person = async (role: Role, companyId: string) => {
    const { id } = await makeStaff(db, { role, companyIds: role === 'admin' ? [] : [companyId] })
    return { id, token: await makeSession(db, { staffId: id }) }
  }
  const here = async (role: Role) => ({ name: role, role, token: (await person(role, company.id)).token })
  const elsewhere = async (role: Role) => ({
    name: `${role} of another company`,
    role,
    isElsewhere: true,
    token: (await person(role, other.id)).token,
  })
  const disabled = await person('admin', company.id)
  await changeStaffRow(db, { staffId: disabled.id, disabledAt: new Date() })
  const ended = await person('admin', company.id)
  await deleteSessionsOf(db, { staffId: ended.id })
  return {
    at: { company: company.slug, companyId: company.id, appId: app.id, environmentId, nothing: crypto.randomUUID() },
    people: [
      { name: 'signed out' },
      { name: 'disabled', token: disabled.token },
      { name: 'ended', token: ended.token },
      ...(await Promise.all(roles.map(here))),
      ...(await Promise.all(roles.filter((role) => role !== 'admin').map(elsewhere))),
    ],
  }
}

type Said = 'signed out' | 'forbidden' | 'not found' | 'in' | 'failed'
const mayBe = (role: Role, who: StaffPermission | 'everyone') => who === 'everyone' || roleMay(role, who)

/** Actions for people who aren’t signed in. */
const openActions = ['acceptInvitationAction', 'askForPasswordAction']

test('every entry point of the build has a row, and opens only for people with permission', async () => {
  test.setTimeout(600_000)
  const doors = await doorsOfBuild()
  expect(doors.actions.map(({ name }) => name).sort()).toEqual(Object.keys(actionDoors).concat(openActions).sort())
  expect(doors.pages.toSorted()).toEqual(Object.keys(pageDoors).sort())
  expect(doors.routes.toSorted()).toEqual(Object.keys(routeDoors).sort())

  let world: Awaited<ReturnType<typeof prepare>> | undefined
  const server = await startEmptyServer({
    prepare: async (db) => {
      world = await prepare(db)
    },
  })
  try {
    if (!world) throw new Error('nothing was prepared')
    const { at, people } = world
    const filled = (path: string) =>
      path
        .replace('[company]', at.company)
        .replace('[app]', 'ios')
        .replace('[environment]', 'production')
        .replace(/\[\w+\]/, at.nothing)
    const ask = (path: string, { token }: Person, init: RequestInit = {}) =>
      fetch(`${server.url}${filled(path)}`, {
        redirect: 'manual',
        ...init,
        headers: { origin: server.url, ...(token && { cookie: `pushdesk=${token}` }), ...(init.headers as object) },
      })
    const wrong: string[] = []
    const check = (
      door: string,
      { name, role, isElsewhere }: Person,
      who: StaffPermission | 'everyone',
      said: Said,
      detail: string,
    ) => {
      const expected: Said[] = !role
        ? ['signed out']
        : !mayBe(role, who)
          ? // In another company, either response is fine.
            isElsewhere
            ? ['forbidden', 'not found']
            : ['forbidden']
          : isElsewhere && detail.includes('Harbor')
            ? []
            : ['in', 'not found']
      if (!expected.includes(said))
        wrong.push(`${door} for ${name}: ${said} instead of ${expected.join(' or ')} (${detail.slice(0, 200)})`)
    }

    for (const person of people) {
      for (const { id, name, page } of doors.actions) {
        const [who, args] = actionDoors[name] ?? []
        if (!who || !args) continue
        const answer = await ask(page, person, { method: 'POST', ...encoded(id, args(at)) })
        const text = await answer.text()
        check(name, person, who, saidByAction(text, answer.status), text)
        if (
          person.isElsewhere &&
          /"ok":true/.test(text) &&
          args(at)
            .flatMap((arg) => JSON.stringify(arg) ?? '')
            .join()
            .includes(at.environmentId)
        )
          wrong.push(`${name} let in ${person.name}: ${text.slice(0, 200)}`)
      }
      for (const [path, door] of Object.entries(routeDoors)) {
        if (door === 'open') continue
        const [method, who, given] = door
        const body = given && { body: JSON.stringify(given(at)), headers: { 'content-type': 'application/json' } }
        const answer = await ask(path, person, { method, ...body })
        const isOfCompany =
          path.startsWith('/[company]') || (given?.(at) !== undefined && Object.keys(given(at)).length > 0)
        const said = saidByStatus(answer.status)
        check(path, person, who, said, `${answer.status}`)
        if (person.isElsewhere && isOfCompany && said === 'in' && answer.status < 300)
          wrong.push(`${path} let in ${person.name}`)
        await answer.body?.cancel()
      }
      for (const [path, who] of Object.entries(pageDoors)) {
        if (who === 'open') continue
        const answer = await ask(path, person)
        const text = await answer.text()
        const said = saidByStatus(answer.status, text)
        if (person.isElsewhere && path.startsWith('/[company]') && mayBe(person.role ?? 'viewer', who)) {
          if (said !== 'not found') wrong.push(`${path} for ${person.name}: ${said}`)
        } else check(path, person, who, said, `${answer.status}`)
        if ((person.isElsewhere || !person.role) && text.includes('Harbor iOS'))
          wrong.push(`${path} told ${person.name} of the app`)
      }
    }
    expect(wrong).toEqual([])
  } finally {
    await server.end()
  }
})

/** Encodes arguments as Next.js does in the browser: JSON, or a form with the fields of each form argument. */
function encoded(id: string, args: unknown[]) {
  const headers = { 'next-action': id, accept: 'text/x-component' }
  const isForm = (arg: unknown): arg is Form => typeof arg === 'object' && arg !== null && 'form' in arg
  const plain = args.map((arg, index) => (isForm(arg) ? `$K${index + 1}` : arg === undefined ? '$undefined' : arg))
  if (!args.some(isForm))
    return { body: JSON.stringify(plain), headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' } }
  const body = new FormData()
  for (const [index, arg] of args.entries())
    if (isForm(arg))
      for (const [name, value] of Object.entries({ x: '', ...arg.form })) body.append(`${index + 1}_${name}`, value)
  body.append('0', JSON.stringify(plain))
  return { body, headers }
}

function saidByAction(text: string, status: number): Said {
  const code = /"ok":false,.*?"code":"(\w+)"/s.exec(text)?.[1]
  if (code === 'signed_out') return 'signed out'
  // A person with permission may still be refused: only the author of a revision can undo it.
  if (code === 'forbidden' && !text.includes('Only the person who')) return 'forbidden'
  if (code === 'not_found') return 'not found'
  // Neither success nor a refusal: the entry point itself failed.
  return code !== undefined || (status < 500 && text.includes('"ok":true')) ? 'in' : 'failed'
}

function saidByStatus(status: number, text = ''): Said {
  if (status === 401 || status === 307) return 'signed out'
  if (status === 403 || text.includes('NEXT_HTTP_ERROR_FALLBACK;403')) return 'forbidden'
  if (status === 404 || text.includes('NEXT_HTTP_ERROR_FALLBACK;404')) return 'not found'
  if (status >= 500) throw new Error(`answered ${status}`)
  return 'in'
}
