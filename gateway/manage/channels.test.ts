import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { makePlace } from '@/db/incident-factories'
import { makeServiceToken } from '@/db/staff-factories'
import { everyItem, withApi } from '@/gateway/testing'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'

const base = '/api/v1/manage/channels'

it('a channel is created, showing its secret once, then tested, listed, and removed', () =>
  withApi(async ({ ask, db }) => {
    const server = createServer((_, response) => response.writeHead(204).end()).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo // the server listens on a port, so this isn't a socket path
    allowCompanyApiHost(`127.0.0.1:${port}`)
    try {
      const { token: key } = await makeServiceToken(db)
      const url = `http://127.0.0.1:${port}/secret-path`
      const made = await ask('post', base, { key, body: { kind: 'webhook', name: 'On call', url } })
      expect(made.status).toBe(201)
      expect(made.body.signingSecret).toMatch(/^whsec_/)
      expect(made.body.channel).toMatchObject({ kind: 'webhook', address: `127.0.0.1:${port}`, company: null })
      const { id } = made.body.channel
      expect((await ask('post', `${base}/${id}/test`, { key })).body).toEqual({ sent: true, answer: 'HTTP 204' })
      const listed = await everyItem<{ id: string; lastSentAt: string }>((at) => ask('get', at, { key }), base)
      expect(JSON.stringify(listed)).not.toMatch(/whsec_|secret-path/)
      expect(listed.find((one) => one.id === id)?.lastSentAt).toEqual(expect.any(String))
      const { body: log } = await ask('get', `${base}/${id}/messages`, { key })
      expect(log.messages).toMatchObject([{ type: 'incident.opened', attempts: 1, lastAnswer: 'HTTP 204' }])
      expect((await ask('delete', `${base}/${id}`, { key })).status).toBe(204)
      expect((await ask('delete', `${base}/${id}`, { key })).status).toBe(404)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }))

it('a manager’s token has only the channels of their companies, and none for all companies', () =>
  withApi(async ({ ask, db }) => {
    const [own, other] = [await makePlace(db), await makePlace(db)]
    const manager = { role: 'integration_manager' as const, companyIds: [own.companyId] }
    const { token: key } = await makeServiceToken(db, manager)
    const { token: admin } = await makeServiceToken(db)
    const slugOf = async (companyId: string) =>
      (await db.query.companies.findFirst({ where: ({ id }, { eq }) => eq(id, companyId) }))?.slug
    const hook = { kind: 'slack', name: 'Chat', url: 'https://hooks.example.com/x' }
    expect((await ask('post', base, { key, body: hook })).status).toBe(403)
    const mine = { ...hook, company: await slugOf(own.companyId) }
    const theirs = { ...hook, company: await slugOf(other.companyId) }
    expect((await ask('post', base, { key, body: mine })).status).toBe(201)
    expect((await ask('post', base, { key, body: theirs })).status).toBe(400)
    const { body } = await ask('post', base, { key: admin, body: theirs })
    expect((await ask('delete', `${base}/${body.channel.id}`, { key })).status).toBe(404)
    expect((await ask('get', base, { key })).body.channels).toMatchObject([{ company: mine.company }])
  }))
