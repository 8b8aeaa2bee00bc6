import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { entriesAbout } from '@/db/queries/staff/audit'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { exampleContent } from '@/lib/prompts/content/example-content'
import { promptWorkspace } from '@/lib/testing/prompt-workspace'

const base = '/api/v1/manage'
const fileOf = (given: object = {}, lists: Record<string, string[]> = {}) => ({
  format: 'pushdesk-prompt',
  schema: 1,
  content: { ...exampleContent, ...given },
  lists,
})

async function workspaceOf(db: Db, given?: Parameters<typeof promptWorkspace>[1]) {
  const { company, app } = await promptWorkspace(db, given)
  const { token: key } = await makeServiceToken(db)
  const at = (environment: string) =>
    `${base}/companies/${company.slug}/apps/${app.slug}/environments/${environment}/prompt`
  return { key, company, app, sandbox: at('sandbox'), production: at('production') }
}

describe('the prompt over the API', () => {
  it('is read, saved, read as unchanged, and reset to inherited', () =>
    withApi(async ({ ask, db }) => {
      const { key, sandbox } = await workspaceOf(db)
      const first = await ask('get', sandbox, { key })
      expect(first.body).toMatchObject({ prompt: null, revision: 0, updatedAt: null })
      const headers = { 'if-match': first.headers.get('etag') ?? '' }
      const saved = await ask('put', sandbox, { key, body: { prompt: fileOf() }, headers })
      expect(saved).toMatchObject({ status: 200, body: { outcome: 'saved', revision: 1, level: 'app' } })
      expect(saved.body.prompt.content).toMatchObject(exampleContent)
      const read = await ask('get', sandbox, { key })
      expect(read.body.prompt).toEqual(saved.body.prompt)
      expect(read.body.effective.prompt).toEqual(saved.body.prompt)
      const etag = read.headers.get('etag') ?? ''
      expect(etag).toBe(saved.headers.get('etag'))
      const same = await ask('get', sandbox, { key, headers: { 'if-none-match': `W/"other", ${etag}` } })
      expect([same.status, same.body]).toEqual([304, ''])
      const again = await ask('put', sandbox, {
        key,
        body: { prompt: read.body.prompt },
        headers: { 'if-match': etag },
      })
      expect(again.body).toMatchObject({ outcome: 'unchanged', revision: 1, changes: [] })
      const reset = await ask('put', sandbox, { key, body: { prompt: null }, headers: { 'if-match': '"1"' } })
      expect(reset.body).toMatchObject({ outcome: 'saved', prompt: null, revision: 2 })
      expect(reset.body.level).not.toBe('app')
    }))

  it('is never saved over someone else’s change, or without naming the base revision', () =>
    withApi(async ({ ask, db }) => {
      const { key, sandbox } = await workspaceOf(db)
      const put = (prompt: unknown, headers: Record<string, string>) =>
        ask('put', sandbox, { key, body: { prompt }, headers })
      expect(await put(fileOf(), {})).toMatchObject({ status: 428, body: { code: 'if_match_missing' } })
      expect(await put(fileOf(), { 'if-match': '"7"' })).toMatchObject({
        status: 412,
        body: { code: 'stale_revision' },
      })
      const { headers } = await ask('get', sandbox, { key })
      const ifMatch = { 'if-match': headers.get('etag') ?? '' }
      expect((await put(fileOf(), ifMatch)).status).toBe(200)
      const stale = await put(fileOf({ isOn: false }), ifMatch)
      expect(stale).toMatchObject({ status: 412, body: { detail: expect.stringContaining('revision 1') } })
      expect((await put(fileOf({ isOn: false }), { 'if-match': '*' })).body.revision).toBe(2)
    }))

  it('returns the review in a dry run, and writes nothing', () =>
    withApi(async ({ ask, db }) => {
      const { key, app, production, company } = await workspaceOf(db, { requiresApproval: true })
      const listId = '01980000-0000-7000-8000-000000000001'
      const lists = [{ id: listId, name: 'VIP', size: 2 }]
      const prompt = fileOf({ lists }, { [listId]: ['anna', 'ben'] })
      const { body, status } = await ask('put', `${production}?dryRun=true`, { key, body: { prompt } })
      expect(status).toBe(200)
      expect(body.review).toMatchObject({
        revision: 0,
        needs: { comment: true, confirmation: app.name, approval: true },
        affected: { apps: { startAsking: [app.name] } },
        warnings: expect.any(Array),
      })
      expect(body.review.changes).toContainEqual(expect.objectContaining({ label: 'Prompt', after: 'On' }))
      expect((await ask('get', production, { key })).body).toMatchObject({ prompt: null, revision: 0 })
      const kept = await db.query.promptLists.findMany({ where: (row, { eq }) => eq(row.companyId, company.id) })
      expect(kept).toEqual([])
      const entries = await db.query.auditEntries.findMany({ where: (row, { eq }) => eq(row.companyId, company.id) })
      expect(entries).toEqual([])
      expect((await ask('put', `${production}?dryRun=yes`, { key, body: { prompt } })).status).toBe(400)
    }))

  it('needs the page’s comment and confirmation in production', () =>
    withApi(async ({ ask, db }) => {
      const { key, app, production } = await workspaceOf(db)
      const headers = { 'if-match': '"0"' }
      const unsure = await ask('put', production, { key, body: { prompt: fileOf() }, headers })
      expect(unsure).toMatchObject({ status: 400, body: { code: 'confirmation_needed' } })
      expect(unsure.body.errors).toEqual([
        { path: 'comment', message: expect.any(String) },
        { path: 'confirmation', message: expect.stringContaining(app.name) },
      ])
      const body = { prompt: fileOf(), comment: 'Launch', confirmation: app.name }
      expect((await ask('put', production, { key, body, headers })).body).toMatchObject({
        outcome: 'saved',
        revision: 1,
      })
    }))

  it('becomes a proposal if the company requires approval', () =>
    withApi(async ({ ask, db }) => {
      const { key, app, production } = await workspaceOf(db, { requiresApproval: true })
      const body = { prompt: fileOf(), comment: 'Launch', confirmation: app.name }
      const proposed = await ask('put', production, { key, body, headers: { 'if-match': '"0"' } })
      expect(proposed).toMatchObject({ status: 202, body: { proposal: { comment: 'Launch' }, revision: 0 } })
      expect(proposed.body.proposal.changes.length).toBeGreaterThan(0)
      expect((await ask('get', production, { key })).body.revision).toBe(0)
    }))

  it('keeps existing customer lists, and imports new ones', () =>
    withApi(async ({ ask, db }) => {
      const { key, sandbox } = await workspaceOf(db)
      const listId = '01980000-0000-7000-8000-000000000001'
      const named = { lists: [{ id: listId, name: 'VIP', size: 2 }] }
      const put = (prompt: object) => ask('put', sandbox, { key, body: { prompt }, headers: { 'if-match': '*' } })
      const first = await put(fileOf(named, { [listId]: ['anna', 'ben'] }))
      const [own] = first.body.prompt.content.lists
      expect(own.id).not.toBe(listId)
      expect(first.body.prompt.lists).toEqual({ [own.id]: ['anna', 'ben'] })
      expect((await put(fileOf(named, { [listId]: ['ben', 'anna'] }))).body).toMatchObject({ outcome: 'unchanged' })
      expect((await put(first.body.prompt)).body).toMatchObject({ outcome: 'unchanged', revision: 1 })
      const more = await put(fileOf(named, { [listId]: ['anna', 'ben', 'cleo'] }))
      expect(more.body).toMatchObject({ outcome: 'saved', prompt: { content: { lists: [{ size: 3 }] } } })
      const empty = await put(fileOf(named))
      expect(empty).toMatchObject({ status: 400, body: { errors: [{ path: `prompt.lists.${listId}` }] } })
    }))

  it('is rejected by path if something is wrong, and nothing is saved', () =>
    withApi(async ({ ask, db }) => {
      const { key, sandbox } = await workspaceOf(db)
      const paths = async (body: unknown) => {
        const answer = await ask('put', sandbox, { key, body, headers: { 'if-match': '"0"' } })
        return [answer.status, (answer.body.errors ?? []).map(({ path }: { path: string }) => path)]
      }
      expect(await paths({})).toEqual([400, ['prompt']])
      expect(await paths({ prompt: 'on' })).toEqual([400, ['prompt']])
      expect(await paths({ prompt: {} })).toEqual([400, expect.arrayContaining(['prompt.format', 'prompt.content'])])
      expect(await paths({ prompt: fileOf(), more: 1 })).toEqual([400, ['more']])
      expect(await paths({ prompt: fileOf({ rollout: { share: -1 } }) })).toEqual([
        400,
        ['prompt.content.rollout.share'],
      ])
      expect(await paths({ prompt: fileOf({ rollOut: {} }) })).toEqual([400, ['prompt.content.rollOut']])
      expect(await paths({ prompt: { ...fileOf(), schema: 9 } })).toEqual([400, ['prompt.schema']])
      expect(await paths({ prompt: fileOf(), comment: 'x'.repeat(501) })).toEqual([400, ['comment']])
      expect((await ask('get', sandbox, { key })).body.revision).toBe(0)
    }))

  it('can be as large as an import', () =>
    withApi(async ({ ask, db }) => {
      const { key, sandbox } = await workspaceOf(db)
      const listId = '01980000-0000-7000-8000-000000000001'
      const customerIds = Array.from({ length: 20_000 }, (_, nth) => `customer-${nth}`)
      const prompt = fileOf({ lists: [{ id: listId, name: 'All', size: 1 }] }, { [listId]: customerIds })
      const saved = await ask('put', sandbox, { key, body: { prompt }, headers: { 'if-match': '*' } })
      expect(saved.body).toMatchObject({ outcome: 'saved', prompt: { content: { lists: [{ size: 20_000 }] } } })
      const body = { prompt, comment: 'x'.repeat(10 * 1024 * 1024) }
      const tooLarge = await ask('put', sandbox, { key, body, headers: { 'if-match': '*' } })
      expect(tooLarge).toMatchObject({ status: 413, body: { code: 'body_too_large' } })
    }))

  it('is turned off at once, without a body, and says if it is already off', () =>
    withApi(async ({ ask, db }) => {
      const { key, production, company, sandbox } = await workspaceOf(db, { requiresApproval: true })
      const off = await ask('post', `${production}/off`, { key })
      expect(off).toMatchObject({
        status: 200,
        body: { level: 'app', revision: 1, prompt: { content: { isOn: false } } },
      })
      expect(off.headers.get('etag')).toMatch(/^"1-/)
      expect(await ask('post', `${production}/off`, { key, body: { comment: 'Again' } })).toMatchObject({ status: 409 })
      const path = `${base}/companies/${company.slug}/prompt/sandbox`
      const forced = await ask('post', `${path}/off`, { key, body: { comment: 'Outage' } })
      expect(forced.body.prompt.content).toMatchObject({ isOn: false, stopsBelow: true })
      const below = await ask('get', sandbox, { key })
      expect(below.body).toMatchObject({ prompt: null, level: 'company', effective: { isForcedOff: true } })
      const entries = await entriesAbout(db, {
        subjectKind: 'prompt',
        subjectId: await idAt(db, company.id, 'company'),
      })
      expect(entries).toMatchObject([{ action: 'prompt.turn_off', actorKind: 'service_token', comment: 'Outage' }])
    }))

  it('can be changed for the platform only with an admin’s token', () =>
    withApi(async ({ ask, db }) => {
      const { key, company } = await workspaceOf(db)
      const manager = await makeServiceToken(db, { role: 'integration_manager', companyIds: [company.id] })
      const path = `${base}/prompt/sandbox`
      const { headers } = await ask('get', path, { key: manager.token })
      const change = { body: { prompt: fileOf() }, headers: { 'if-match': headers.get('etag') ?? '' } }
      expect((await ask('put', path, { key: manager.token, ...change })).status).toBe(403)
      expect((await ask('put', path, { key, ...change })).body).toMatchObject({ level: 'platform', outcome: 'saved' })
      expect((await ask('get', path.replace('sandbox', 'staging'), { key })).status).toBe(404)
    }))
})

async function idAt(db: Db, companyId: string, scopeKind: 'company') {
  const row = await db.query.promptConfigurations.findFirst({
    where: (one, { and, eq }) => and(eq(one.companyId, companyId), eq(one.scopeKind, scopeKind)),
  })
  return row?.id ?? ''
}
