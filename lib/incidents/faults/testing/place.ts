import { randomInt } from 'node:crypto'
import { makeApiKey, makeApp, makeCompany, makeEnvironment, unique } from '@/db/factories'
import { newId } from '@/db/new-id'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import type { EnvironmentName } from '@/db/schema/companies'
import { makeSigningKey, token } from '@/lib/apns/testing/simulated-apns'
import { createChannel } from '@/lib/channels/create-channel'
import { saveEndpoint } from '@/lib/company-api/save-endpoint'
import { privateKeyPurpose } from '@/lib/credentials/store-credential'
import { uploadCredential } from '@/lib/credentials/upload-credential'
import { identitySecretPurpose } from '@/lib/identity/rotate-identity-secret'
import { messagesMax } from '@/lib/notifications/inputs'
import { encrypt } from '@/lib/secrets'
import type { Pushdesk } from './pushdesk'

export type FaultPlace = Awaited<ReturnType<typeof placeIn>>
type Phone = { user: { id: string }; deviceToken: string }

/** Registrations at once. */
const atOnceMax = 10

/** Makes a company with one app, environment, and APNs key that Apple knows, API keys, and a webhook channel. */
export async function placeIn(pushdesk: Pushdesk, slug: string, name: EnvironmentName = 'sandbox') {
  const { db, admin, apple, companies, ask } = pushdesk
  const { id: companyId } = await makeCompany(db, { slug, name: slug })
  const app = await makeApp(db, { companyId, slug: 'app', name: slug, bundleId: `com.example.${slug}` })
  const environmentId = newId()
  await makeEnvironment(db, {
    id: environmentId,
    appId: app.id,
    name,
    apnsServer: 'apple',
    identitySecret: encrypt('first secret', identitySecretPurpose(environmentId)),
  })
  const sk = await makeApiKey(db, { environmentId, kind: 'secret' })
  const pk = await makeApiKey(db, { environmentId, kind: 'publishable' })
  await createChannel(admin, { kind: 'webhook', name: slug, url: pushdesk.webhook.url, companyId })
  const at = { environmentId }

  /** Creates a key in the company's developer account at Apple. */
  function keyAtApple() {
    const made = makeSigningKey({ keyId: tenLetters(), teamId: tenLetters(), bundleIds: [app.bundleId] })
    apple.keys.set(made.known.keyId, made.known)
    return made
  }
  const first = keyAtApple()
  const credentialId = newId()
  const { keyId, teamId, privateKey } = first.signing
  const sealed = encrypt(privateKey, privateKeyPurpose(credentialId))
  await insertCredential(db, { id: credentialId, ...at, keyId, teamId, privateKey: sealed, verifiedAnswer: 'accepted' })

  const fresh: Phone[] = []
  const register = (phone: Phone, userToken?: string) =>
    ask('PUT', '/api/v1/devices', {
      key: userToken === undefined ? sk.key : pk.key,
      body: { ...phone, permission: 'authorized' },
      userToken,
    })
  return {
    ...pushdesk,
    slug,
    companyId,
    appId: app.id,
    environmentId,
    bundleId: app.bundleId,
    sk,
    pk,
    credential: { id: credentialId, keyId },
    register,
    /** Registers that many customers, each with one phone. */
    async registerPhones(count: number) {
      const added = Array.from({ length: count }, () => ({ user: { id: unique('user') }, deviceToken: token() }))
      for (let from = 0; from < count; from += atOnceMax)
        await Promise.all(added.slice(from, from + atOnceMax).map((phone) => register(phone)))
      fresh.push(...added)
    },
    /** Sends each of the next customers these many messages, in as few calls of the chat platform as possible. */
    async sendTo(count: number, { key = sk.key, each = 1 } = {}) {
      const phones = fresh.splice(0, count)
      if (phones.length < count) throw new Error('too few phones are registered')
      const messages = phones.flatMap(({ user }) => Array.from({ length: each }, () => messageTo(user)))
      const results: { notification: { id: string } }[] = []
      for (let from = 0; from < messages.length; from += messagesMax) {
        const asked = { key, body: { messages: messages.slice(from, from + messagesMax) } }
        const { status, body } = await ask('POST', '/api/v1/messages/batch', asked)
        if (status !== 202) throw new Error(`the messages were refused: ${JSON.stringify(body)}`)
        results.push(...body.results)
      }
      return phones.map(({ deviceToken }, index) => ({ deviceToken, notificationId: results[index]?.notification.id }))
    },
    /** Changes what Apple knows of the key in use. */
    changeAtApple: (change: Partial<(typeof first)['known']>) => apple.keys.set(keyId, { ...first.known, ...change }),
    uploadNewKey: () => uploadCredential(admin, { ...at, ...keyAtApple().signing }),
    saveCompanyApi: (given: Partial<Parameters<typeof saveEndpoint>[1]> = {}) =>
      saveEndpoint(admin, { ...at, url: companies.urlOf(slug), usedFor: 'all', auth: { kind: 'none' }, ...given }),
    companyAnswers: (act: Parameters<typeof companies.answer>[1]) => companies.answer(slug, act),
    takenByCompany: () => companies.taken(slug),
  }
}

const messageTo = (user: Phone['user']) => ({
  id: unique('message'),
  type: 'live',
  conversationId: unique('chat'),
  user,
  title: 'Bank',
  body: 'Hello',
})

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const tenLetters = () => Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('')
