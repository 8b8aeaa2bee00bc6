import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import {
  deviceTokenHex,
  makeAttempt,
  makeDelivery,
  makeDevice,
  makeNotification,
  makeSimulatedPush,
  unique,
} from '@/db/factories'
import { tablesWith } from '@/db/find-text'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { insertProposal } from '@/db/queries/prompts/prompt-proposals'
import { findConfiguration, insertList } from '@/db/queries/prompts/prompts'
import { putSimulatedDevices } from '@/db/queries/simulator/simulator'
import { inRollback } from '@/db/testing'
import { exportAudit } from '@/lib/audit/export-audit'
import { exportDeliveries } from '@/lib/deliveries/log/export-deliveries'
import { exportDevices } from '@/lib/devices/export-devices'
import { registerDevice } from '@/lib/devices/register-device'
import { rotateIdentitySecret } from '@/lib/identity/rotate-identity-secret'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { acceptPush } from '@/lib/notifications/accept-push'
import { sendAgentMessage } from '@/lib/notifications/send-agent-message'
import { sendTest } from '@/lib/notifications/send-test'
import { setPresence } from '@/lib/presence/set-presence'
import type { Rule } from '@/lib/prompts/content/content'
import { recordPromptEvents } from '@/lib/prompts/serving/record-prompt-events'
import { keepRefusedCall } from '@/lib/refused-calls/keep-refused-call'
import { signUserToken } from '@/lib/simulator/sign-user-token'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'
import { eraseCustomer } from './erase-customer'

/** Everything of a person that Pushdesk is told: who they are, where they are reached, and what was written to them. */
function person() {
  return {
    userId: unique('ada'),
    deviceToken: deviceTokenHex(),
    uuid: unique('uuid'),
    title: unique('title'),
    body: unique('body'),
    conversationId: unique('conversation'),
    collapseId: unique('collapse'),
    answer: unique('answer'),
  }
}
type Person = ReturnType<typeof person>

const rule = (values: string[]): Rule => ({
  id: unique('rule'),
  description: 'Some customers',
  conditions: [{ attribute: 'customer', operator: 'in', values }],
  share: 0,
})

/** The person uses the app, is written to, looked up, and named in settings: each act leaves something behind. */
async function leaveTraces(db: Db, { userId, deviceToken, uuid, title, body, conversationId, ...more }: Person) {
  const { company, app, sandbox } = await promptWorkspace(db)
  const { id: environmentId } = sandbox
  const sk = await withKey(db, { environmentId, kind: 'secret' })
  const pk = await withKey(db, { environmentId, kind: 'publishable' })
  const admin = await signedIn(db, { role: 'admin' })
  const user = { id: userId }
  const payload = { aps: { alert: { title, body } } }

  await acceptPush(sk, { to: { deviceToken }, payload, headers: { 'apns-collapse-id': more.collapseId } })
  for (const address of [{ deviceToken }, { uuid }])
    await registerDevice(sk, { ...address, user, permission: 'authorized' })
  await setPresence(pk, { user, deviceToken, app: 'background' })
  await acceptMessage(sk, { id: unique('message'), type: 'live', conversationId, user, title, body })
  const { deliveries } = await acceptPush(sk, { to: { user }, payload })
  for (const { id: deliveryId } of deliveries)
    for (const number of [1, 2])
      await makeAttempt(db, {
        ...{ environmentId, deliveryId, number, outcome: 'rejected', status: 503, reason: 'ServiceUnavailable' },
        request: { method: 'POST', url: `/3/device/${deviceToken}`, headers: {}, body: { user, uuid, title, body } },
        response: { headers: { 'x-request-id': more.answer }, body: { of: userId } },
      })
  await recordPromptEvents(pk, {
    events: [{ id: unique('event'), kind: 'displayed', at: new Date().toISOString(), user, deviceToken }],
  })
  const refused = {
    call: 'PUT /api/v1/devices',
    keyKind: 'publishable',
    status: 400,
    code: 'invalid',
    field: '',
  } as const
  const named = [{ customer: userId, namedAs: 'user' as const }]
  await keepRefusedCall({ db }, { ...refused, environmentId, detail: `Not ${userId}.`, requestId: 'test' }, named)
  const client = { environmentId, revision: 'c:1', value: 'on' as const, isStreaming: false, lastAt: new Date() }
  await putClients(db, {
    clients: [
      { ...client, targetingKey: userId, context: { deviceToken } },
      { ...client, targetingKey: unique('phone'), context: { account: { owner: [userId] } } },
    ],
  })
  const simulated = { environmentName: 'sandbox' as const, token: deviceToken, topic: app.bundleId }
  await putSimulatedDevices(db, { devices: [{ ...simulated, state: 'offline', since: new Date() }] })
  await makeSimulatedPush(db, { ...simulated, payload })

  const list = await insertList(db, { companyId: company.id, name: 'VIP', customerIds: [userId, 'ben'], size: 2 })
  const at = { appId: app.id, environmentName: 'sandbox' as const }
  const listed = {
    ...rule([]),
    conditions: [{ attribute: 'customer' as const, operator: 'inList' as const, listId: list.id, values: [] }],
  }
  await savePrompt(admin, { ...at, content: on({ rules: [rule([userId]), listed], lists: [list] }) })
  await savePrompt(admin, { ...at, baseRevision: 1, content: on({ rules: [rule([userId, 'ben'])] }) })

  const { content } = (await findConfiguration(db, { ...at, scopeKind: 'app', companyId: company.id })) ?? {}
  await insertProposal(db, {
    ...{ ...at, scopeKind: 'app', companyId: company.id, baseRevision: 2, content, changeHash: '', kind: 'save' },
    ...{ authorId: admin.staff.id, authorName: admin.staff.name, expiresAt: new Date(Date.now() + 60_000) },
  })
  await rotateIdentitySecret(admin, { environmentId })
  await signUserToken(admin, { environmentId, userId })
  await sendAgentMessage(admin, { environmentId, type: 'live', user, conversationId, title, body })
  const device = await makeDevice(db, { environmentId, customerId: deliveries[0]?.customerId ?? '' })
  await sendTest(admin, {
    environmentId,
    deviceId: device.id,
    title,
    body,
    headers: { 'apns-collapse-id': more.collapseId },
  })
  await exportDeliveries(admin, { environmentId, filters: { user: userId, conversationId } })
  await exportDevices(admin, { environmentId, text: userId })
  await exportAudit(admin, { subject: userId })
  return { sk, environmentId }
}

/** In which tables each of it stands. */
async function tracesOf(db: Db, whose: Person) {
  const traces: Record<string, string[]> = {}
  for (const [what, text] of Object.entries(whose)) traces[what] = await tablesWith(db, text)
  return traces
}

it('nothing of an erased customer stays in any table', () =>
  inRollback(async (db) => {
    const ada = person()
    const { sk } = await leaveTraces(db, ada)
    for (const [what, tables] of Object.entries(await tracesOf(db, ada)))
      expect({ what, tables }).not.toEqual({ what, tables: [] })
    await eraseCustomer(sk, { id: ada.userId })
    expect(await tracesOf(db, ada)).toEqual(Object.fromEntries(Object.keys(ada).map((what) => [what, []])))
  }))

it('what others were sent stays as it was', () =>
  inRollback(async (db) => {
    const [ada, ben] = [person(), person()]
    const { sk, environmentId } = await leaveTraces(db, ada)
    await registerDevice(sk, { deviceToken: ben.deviceToken, user: { id: ben.userId }, permission: 'authorized' })
    const { title, body, conversationId } = ben
    await acceptMessage(sk, {
      ...{ id: unique('message'), type: 'live', conversationId, user: { id: ben.userId }, title, body },
    })
    const notification = await makeNotification(db, { environmentId, title: unique('nobody') })
    const { address } = await makeDelivery(db, { environmentId, notificationId: notification.id })
    const kept = [ben.userId, ben.deviceToken, title, body, conversationId, notification.title ?? '', address]
    const before = await Promise.all(kept.map((text) => tablesWith(db, text)))
    await eraseCustomer(sk, { id: ada.userId })
    expect(await Promise.all(kept.map((text) => tablesWith(db, text)))).toEqual(before)
    expect(before).not.toContainEqual([])
  }))
