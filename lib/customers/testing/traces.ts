import type { Db } from '@/db/client'
import { deviceTokenHex, makeAttempt, makeDevice, makeProbe, makeSimulatedPush, unique } from '@/db/factories'
import { tablesWith } from '@/db/find-text'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { insertProposal } from '@/db/queries/prompts/prompt-proposals'
import { findConfiguration, insertList } from '@/db/queries/prompts/prompts'
import { otherSealed } from '@/db/queries/settings/sealed-values'
import { putSimulatedDevices } from '@/db/queries/simulator/simulator'
import { makeServiceToken } from '@/db/staff-factories'
import { exportAudit } from '@/lib/audit/export-audit'
import { shareCase } from '@/lib/case-files/share-case'
import type { StaffContext } from '@/lib/context'
import { exportDeliveries } from '@/lib/deliveries/log/export-deliveries'
import { exportDevices } from '@/lib/devices/export-devices'
import { registerDevice } from '@/lib/devices/register-device'
import { rotateIdentitySecret } from '@/lib/identity/rotate-identity-secret'
import { purposeOfRow, sealedPlaces } from '@/lib/key-rotation/sealed-places'
import { keepRecentCustomer } from '@/lib/look-up/keep-recent-customer'
import { acceptMessage } from '@/lib/notifications/accept-message'
import { acceptPush } from '@/lib/notifications/accept-push'
import { sendAgentMessage } from '@/lib/notifications/send-agent-message'
import { sendTest } from '@/lib/notifications/send-test'
import { setPresence } from '@/lib/presence/set-presence'
import type { Rule } from '@/lib/prompts/content/content'
import { recordPromptEvents } from '@/lib/prompts/serving/record-prompt-events'
import { keepRefusedCall } from '@/lib/refused-calls/keep-refused-call'
import { findPlain } from '@/lib/secrets'
import { once } from '@/lib/service-tokens/once'
import { signUserToken } from '@/lib/simulator/sign-user-token'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { on, promptWorkspace, savePrompt } from '@/lib/testing/prompt-workspace'

/** Everything that Pushdesk learns about a person: their IDs, addresses, and messages. */
export function person() {
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

/** Lets the person use the app, get messages, be looked up, and be named in settings. Each act leaves traces. */
export async function leaveTraces(db: Db, { userId, deviceToken, uuid, title, body, conversationId, ...more }: Person) {
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
  await acceptMessage(
    { ...sk, requestId: userId },
    { id: unique('message'), type: 'live', conversationId, user, title, body },
  )
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
  await leaveShares(db, admin, { environmentId, customerId: deliveries[0]?.customerId ?? '', userId })
  await exportDeliveries(admin, { environmentId, filters: { user: userId, conversationId } })
  await exportDevices(admin, { environmentId, text: userId })
  await exportAudit(admin, { subject: userId })
  return { sk, admin, environmentId, customerId: deliveries[0]?.customerId ?? '' }
}

type Shared = { environmentId: string; customerId: string; userId: string }

/**
 * Acts of a colleague on the customer's page: a shared case with its text, a look, a question to the phone, and a
 * program's call.
 */
async function leaveShares(db: Db, admin: StaffContext, { environmentId, customerId, userId }: Shared) {
  const [device] = await db.query.devices.findMany({ where: (one, { eq }) => eq(one.customerId, customerId) })
  await shareCase(admin, { environmentId, customerId, hasTexts: true })
  await keepRecentCustomer(admin, { environmentId, customerId })
  await makeProbe(db, { environmentId, customerId, deviceId: device?.id ?? '', answer: { owner: userId } })
  const { id, ...token } = await makeServiceToken(db)
  const asked = { key: unique('call'), method: 'POST', url: 'https://example.com/tests', body: {} }
  const staff = { ...admin.staff, token: { id, name: token.name, ownerId: null } }
  await once({ ...admin, db, staff }, asked, async () => ({ status: 201, body: { customer: userId } }))
}

/** The tables that contain each value, including encrypted columns. */
export async function tracesOf(db: Db, whose: Person) {
  const traces: Record<string, string[]> = {}
  const sealed = await plainValues(db)
  for (const [what, text] of Object.entries(whose))
    traces[what] = [
      ...(await tablesWith(db, text)),
      ...sealed.filter(({ plain }) => plain.includes(text)).map(({ column }) => column),
    ]
  return traces
}

/** Every encrypted value, decrypted. */
async function plainValues(db: Db) {
  const values: { column: string; plain: string }[] = []
  for (const [column, place] of sealedPlaces)
    for (const row of await otherSealed(db, place, { prefix: 'none', limit: 10_000 }))
      values.push({ column, plain: findPlain(row.sealed, purposeOfRow(column, row)) ?? '' })
  return values
}
