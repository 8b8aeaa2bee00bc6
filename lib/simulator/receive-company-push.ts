import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { z } from 'zod'
import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import { demoCompanyEndpoints, insertSimulatedPush } from '@/db/queries/simulator/phone'
import { Refused } from '@/lib/errors'
import { refusedFields } from '@/lib/invalid'
import { decrypt } from '@/lib/secrets'
import { demoCompanyPath, demoCompanyTopic } from './demo-company'

const CompanyPush = z
  .looseObject({
    deviceToken: z.string().min(1).optional(),
    uuid: z.string().min(1).optional(),
    payload: z.record(z.string(), z.unknown()),
  })
  .refine(({ deviceToken, uuid }) => Boolean(deviceToken) !== Boolean(uuid), 'Send deviceToken or uuid.')

type Received = { body: string; headers: Record<string, string> }

/**
 * The demo company's server: verifies that the request is from Pushdesk, as a company should, and shows the push on the
 * phone with that address.
 */
export async function receiveCompanyPush(db: Db, { body, headers }: Received): Promise<void> {
  const environment = await signerOf(db, { body, headers })
  const push = CompanyPush.safeParse(JSON.parse(body))
  if (!push.success)
    throw new Refused('invalid', 'The demo company does not understand this.', refusedFields(push.error))
  const address = push.data.uuid ?? push.data.deviceToken ?? ''
  await db.transaction(async (tx) => {
    await insertSimulatedPush(tx, {
      id: newId(),
      apnsId: z.uuid().safeParse(headers['webhook-id']).data ?? newId(),
      environmentName: environment.environmentName,
      token: address,
      topic: demoCompanyTopic,
      status: 200,
      headers: { 'webhook-id': headers['webhook-id'] ?? '', 'webhook-timestamp': headers['webhook-timestamp'] ?? '' },
      payload: push.data.payload,
      payloadBytes: Buffer.byteLength(JSON.stringify(push.data.payload)),
      fate: 'delivered',
    })
    await announce(tx, { kind: 'simulated_push', environmentName: environment.environmentName, tokens: [address] })
  })
}

/** Finds the environment whose signing secret signed the request. */
async function signerOf(db: Db, { body, headers }: Received) {
  for (const endpoint of await demoCompanyEndpoints(db, { path: demoCompanyPath })) {
    const secret = decrypt(endpoint.signingSecret, `company_endpoints.signing_secret:${endpoint.environmentId}`)
    if (isSignedWith(secret, { body, headers })) return endpoint
  }
  throw new Refused('signed-out', 'The signature is not one of Pushdesk’s.', {}, 'signature_invalid')
}

function isSignedWith(secret: string, { body, headers }: Received): boolean {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false })
    return true
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false
    throw error
  }
}
