import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { environmentPath } from '@/gateway/manage/places'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { checkCredential } from '@/lib/credentials/check-credential'
import { findCredentials } from '@/lib/credentials/find-credentials'
import { listCredentials } from '@/lib/credentials/list-credentials'
import { revokeCredential } from '@/lib/credentials/revoke-credential'
import { storeCredential } from '@/lib/credentials/store-credential'
import { uploadCredential } from '@/lib/credentials/upload-credential'
import { provisionally } from '@/lib/flow/provisionally'

const tag = 'Manage settings'
const path = `${environmentPath}/apns-keys` as const
const Time = z.iso.datetime()

const ApnsKey = z
  .object({
    id: z.uuid(),
    keyId: z.string().meta({ examples: ['ABC123DEFG'] }),
    teamId: z.string().meta({ examples: ['TEAM123456'] }),
    isSigning: z.boolean().meta({ description: 'Pushdesk signs requests with this key.' }),
    verifiedAt: Time.nullable().meta({ description: 'When APNs last accepted it.' }),
    revokedAt: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'ApnsKey' })

type Listed = Awaited<ReturnType<typeof listCredentials>>[number]

const shown = ({ id, keyId, teamId, isSigning, verifiedAt, revokedAt, createdAt }: Listed) => ({
  ...{ id, keyId, teamId, isSigning, verifiedAt, revokedAt, createdAt },
})

export function registerApnsKeys(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: listCredentials,
      method: 'get',
      path,
      operationId: 'listApnsKeys',
      tag,
      summary: 'List the APNs keys of an environment',
      description: 'The key in use comes first. Private keys are never returned.',
      answers: { 200: { description: 'The keys.', schema: z.object({ apnsKeys: z.array(ApnsKey) }) } },
    },
    async ({ ctx, params }) => {
      const all = await listCredentials(ctx, await environmentIdAt(ctx, params))
      return { status: 200, body: { apnsKeys: all.map(shown) } }
    },
  )

  manage(
    gateway,
    {
      verb: storeCredential,
      method: 'post',
      path,
      operationId: 'uploadApnsKey',
      tag,
      summary: 'Upload an APNs key',
      description:
        'Pushdesk verifies the key with APNs first, and doesn’t store it if APNs rejects it. The environment then sends through Apple.',
      body: z.strictObject({
        keyId: z.string().meta({ examples: ['ABC123DEFG'] }),
        teamId: z.string().meta({ examples: ['TEAM123456'] }),
        privateKey: z.string().meta({ description: 'The text of the .p8 file. It is never returned.' }),
        isUnchecked: z
          .boolean()
          .optional()
          .meta({ description: 'Store the key even if Pushdesk can’t reach APNs to verify it.' }),
      }),
      answers: {
        201: {
          description: 'Stored.',
          schema: z.object({ apnsKey: ApnsKey, isVerified: z.boolean(), message: z.string() }),
        },
      },
      isLong: true,
    },
    async ({ ctx, params, body }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      const { isVerified, message } = await uploadCredential(ctx, { environmentId, ...body })
      const stored = (await listCredentials(ctx, { environmentId })).find(({ isSigning }) => isSigning)
      return { status: 201, body: { apnsKey: stored && shown(stored), isVerified, message } }
    },
  )

  manage(
    gateway,
    {
      verb: [storeCredential, findCredentials],
      method: 'post',
      path: `${path}/{keyId}/check`,
      operationId: 'checkApnsKey',
      tag,
      summary: 'Verify an APNs key again',
      answers: {
        200: {
          description: 'The response of APNs.',
          schema: z.object({ verdict: z.enum(['holds', 'refused', 'unknown']), message: z.string() }),
        },
      },
      isLong: true,
    },
    async ({ ctx, params }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      const [newest] = await findCredentials(ctx, { environmentId, name: params.keyId })
      return { status: 200, body: await checkCredential(ctx, { environmentId, credentialId: newest?.id ?? '' }) }
    },
  )

  manage(
    gateway,
    {
      verb: [revokeCredential, findCredentials],
      method: 'delete',
      path: `${path}/{keyId}`,
      operationId: 'revokeApnsKey',
      tag,
      summary: 'Revoke an APNs key in Pushdesk',
      description:
        'Takes Apple’s key ID to revoke every upload of the key, or `id` to revoke one of them. Pushdesk then signs with the newest remaining key. At Apple, the key stays valid until you revoke it there.',
      answers: { 204: { description: 'Revoked.' } },
    },
    async ({ ctx, params }) => {
      const { environmentId } = await environmentIdAt(ctx, params)
      // Several uploads can have the same key ID. All of them are revoked.
      return provisionally(ctx, async (within) => {
        for (const { id, keyId } of await findCredentials(within, { environmentId, name: params.keyId }))
          await revokeCredential(within, { environmentId, credentialId: id, confirmation: keyId })
        return { status: 204 }
      })
    },
  )
}
