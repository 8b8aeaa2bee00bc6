import { expect, it } from 'vitest'
import { makePlace } from '@/db/incident-factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { createChannel } from './create-channel'
import { listChannels } from './list-channels'
import { removeChannel } from './remove-channel'
import { showChannelLog } from './show-channel-log'
import { testChannel } from './test-channel'

const hook = { kind: 'slack' as const, name: 'Chat', url: 'https://hooks.example.com/x' }

it('a manager can use only the channels of their companies, and support can use none', () =>
  inRollback(async (db) => {
    const [own, other] = [await makePlace(db), await makePlace(db)]
    const manager = await signedIn(db, { role: 'integration_manager', companyIds: [own.companyId] })
    const stranger = await signedIn(db, { role: 'integration_manager', companyIds: [other.companyId] })
    const support = await signedIn(db, { role: 'support', companyIds: [own.companyId] })
    const { id: channelId } = await createChannel(manager, { ...hook, companyId: own.companyId })
    await testChannel(manager, { channelId })
    expect(await showChannelLog(manager, { channelId })).toMatchObject([{ type: 'incident.opened', sentAt: null }])
    expect(await listChannels(stranger, {})).toEqual([])
    for (const act of [testChannel, removeChannel, showChannelLog]) {
      await expect(act(stranger, { channelId })).rejects.toMatchObject({ reason: 'not-found' })
      await expect(act(support, { channelId })).rejects.toMatchObject({ reason: 'forbidden' })
    }
    await expect(listChannels(support, {})).rejects.toMatchObject({ reason: 'forbidden' })
    await removeChannel(manager, { channelId })
    expect(await listChannels(manager, {})).toEqual([])
  }))
