import type { Db } from '@/db/client'
import { changeChannel } from '@/lib/channels/change-channel'
import { createChannel } from '@/lib/channels/create-channel'
import { removeChannel } from '@/lib/channels/remove-channel'
import { testChannel } from '@/lib/channels/test-channel'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

const given = { kind: 'slack' as const, name: 'On call', url: 'https://hooks.example.com/hidden-path' }

const usual = {
  severityMin: 'warning',
  topics: ['incidents', 'approvals'],
  causes: [],
  quietMinutes: 30,
  unacknowledgedMinutes: 0,
}

async function withChannel(db: Db) {
  const ctx = await signedIn(db, { role: 'admin' })
  const { id: channelId } = await createChannel(ctx, given)
  return { ctx, channelId }
}

export const channelActs: Act[] = [
  {
    verb: 'createChannel',
    async arrange(db) {
      const ctx = await signedIn(db, { role: 'admin' })
      return { ctx, act: () => createChannel(ctx, given) }
    },
    again: 'makes another one',
  },
  {
    verb: 'changeChannel',
    async arrange(db) {
      const { ctx, channelId } = await withChannel(db)
      const before = { name: 'On call', ...usual }
      return { ctx, act: () => changeChannel(ctx, { channelId, quietMinutes: 60 }), before }
    },
    again: /already has these rules\.$/,
  },
  {
    verb: 'removeChannel',
    async arrange(db) {
      const { ctx, channelId } = await withChannel(db)
      const { severityMin, topics, causes } = usual
      const before = { kind: 'slack', address: 'hooks.example.com', severityMin, topics, causes }
      return { ctx, act: () => removeChannel(ctx, { channelId }), before }
    },
    again: aSentence,
  },
  {
    verb: 'testChannel',
    async arrange(db) {
      const { ctx, channelId } = await withChannel(db)
      return { ctx, act: () => testChannel(ctx, { channelId }) }
    },
    again: 'makes another one',
  },
]
