import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { makeIncident } from '@/db/incident-factories'
import { ownPostgres } from '@/db/testing'
import { createChannel } from '@/lib/channels/create-channel'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'
import { setEncryptionKey } from '@/lib/secrets'
import { signedIn } from '@/lib/testing/contexts'
import { spawnGateway } from '@/lib/testing/gateway-process'

/** A receiver that accepts requests but responds only after answer() is called. */
async function silentReceiver() {
  const got: { id: string; text: string }[] = []
  let isSilent = true
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      text += chunk
    })
    request.on('end', () => {
      got.push({ id: String(request.headers['webhook-id']), text })
      if (!isSilent) response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port, so this is no path
  return {
    host: `127.0.0.1:${port}`,
    got,
    answer: () => {
      isSilent = false
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

it('when one of two processes is killed while sending, each channel gets each message, under one ID', async () => {
  // The same key as the processes, so that they can decrypt the channels' addresses.
  setEncryptionKey('a'.repeat(64))
  const own = await ownPostgres()
  const { db } = own.database
  const receiver = await silentReceiver()
  allowCompanyApiHost(receiver.host)
  const admin = await signedIn(db, { role: 'admin' })
  for (const name of ['1', '2', '3', '4'])
    await createChannel(admin, { kind: 'webhook', name, url: `http://${receiver.host}/${name}` })
  const { id: incidentId } = await makeIncident(db, { cause: 'receipts_collapsed' })
  const variables = { COMPANY_API_ALLOWED_HOSTS: receiver.host }
  const first = await spawnGateway(own.url, variables)
  const second = await (async () => {
    await expect.poll(() => receiver.got.length).toBeGreaterThanOrEqual(4)
    return spawnGateway(own.url, variables)
  })()
  try {
    // Its messages had reached the receiver, but no process recorded that.
    await first.end()
    receiver.answer()
    const rows = () => db.query.channelMessages.findMany()
    const ofOne = async () => (await rows()).filter((row) => row.incidentId === incidentId)
    await expect
      .poll(
        async () =>
          (await ofOne())
            .filter(({ sentAt }) => sentAt)
            .map(({ type }) => type)
            .sort(),
        { timeout: 100_000 },
      )
      .toEqual([...Array(4).fill('incident.closed'), ...Array(4).fill('incident.opened')])
    await expect.poll(async () => (await rows()).filter(({ sentAt }) => !sentAt)).toEqual([])
    const all = await rows()
    const told = all.map(({ channelId, incidentId, type }) => `${channelId} ${incidentId} ${type}`)
    expect(new Set(told).size).toBe(told.length)
    expect([...new Set(receiver.got.map(({ id }) => id))].sort()).toEqual(all.map(({ id }) => id).sort())
    for (const { id, text } of receiver.got) expect(text).toBe(receiver.got.find((one) => one.id === id)?.text)
  } finally {
    await second.end()
    await first.end()
    receiver.close()
    await own.database.close()
  }
}, 240_000)
