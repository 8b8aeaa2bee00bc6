import { type Next, type Reader, toDo } from './answers'
import type { RefusedCallFacts } from './history'

const callWords: Record<string, string> = {
  'PUT /api/v1/devices': 'register',
  'DELETE /api/v1/devices': 'turn push off for this device',
  'PUT /api/v1/presence': 'report that it’s open',
  'POST /api/v1/prompt/events': 'report prompt events',
  'POST /api/v1/receipts': 'confirm a notification',
}

/** Completes “tried to …” for the app's call. */
export const triedTo = (call: string) =>
  callWords[call] ?? (call.startsWith('POST /ofrep/') ? 'ask for the prompt' : `call ${call}`)

type Call = Pick<RefusedCallFacts, 'code' | 'detail' | 'call'>

/** A caller with a revoked or expired key needs a new one, which only managers can create. */
export function newKey(reader: Reader, whom: string): Next {
  return {
    who: 'integration_manager',
    act: 'open_api_keys',
    sentence: toDo(reader, {
      manager: `Create a key in Settings › API keys, and give it to ${whom}.`,
      others: `Tell the integration manager that ${whom} need a new key. They create it in Settings › API keys.`,
    }),
  }
}

type Fault = { says: RegExp; who: Next['who']; manager: string; others?: string; isOfSecret?: true }

/** The faults of a rejected User-Token. The sentences of lib/identity are matched in this order. */
const tokenFaults: Fault[] = [
  {
    says: /Send a User-Token/,
    who: 'app_developers',
    manager:
      'Tell the app’s developers: the app has to send a User-Token with each call that names a user ID. The company’s server signs it.',
  },
  {
    says: /names another user\.id/,
    who: 'app_developers',
    manager:
      'Tell the app’s developers: the app sent the User-Token of another customer. It needs a new one as soon as another customer signs in.',
  },
  {
    says: /has expired/,
    who: 'app_developers',
    manager: 'Tell the app’s developers: the app has to fetch a new User-Token before the old one expires.',
  },
  {
    says: /isn’t a JWT/,
    who: 'app_developers',
    manager: 'Tell the app’s developers: what the app sends as User-Token isn’t what the company’s server signed.',
  },
  {
    says: /names another (?:iss|aud)|which this environment asks for/,
    who: 'integration_manager',
    manager:
      'Compare the issuer and the audience in Settings › Identity with what the company’s server writes into User-Tokens.',
    others:
      'Tell the integration manager that the User-Token’s issuer or audience isn’t the one in Settings › Identity.',
  },
  {
    says: /JWKS|algorithm|\(ERR_JWKS|can’t be verified/,
    who: 'integration_manager',
    manager:
      'Check in Settings › Identity whether the JWKS address is right, and has the key that the company’s server signs with.',
    others: 'Tell the integration manager that Pushdesk can’t verify User-Tokens with the keys in Settings › Identity.',
  },
  {
    says: /signed with/,
    who: 'integration_manager',
    isOfSecret: true,
    manager: 'Check in Settings › Identity whether the server that signs User-Tokens has the current secret.',
    others: 'Tell the integration manager that the app’s User-Token is refused.',
  },
  // A claim that is missing, unreadable, or not valid at this time.
  {
    says: /User-Token/,
    who: 'company',
    manager: 'Tell the company’s developers what their server has to sign into User-Tokens.',
  },
]

/** Says who can do what about an app's call that Pushdesk rejected with 401. */
export function aboutIdentity({ code, detail }: Call, reader: Reader): { next: Next; isOfSecret: boolean } {
  if (code === 'key_invalid') return { next: newKey(reader, 'the app’s developers'), isOfSecret: false }
  const fault = tokenFaults.find(({ says }) => says.test(detail))
  if (!fault)
    return {
      next: { who: 'app_developers', sentence: 'Tell the app’s developers, with the request ID.' },
      isOfSecret: false,
    }
  const { who, manager, others = manager, isOfSecret = false } = fault
  const next = { who, sentence: toDo(reader, { manager, others }) }
  return { next: who === 'integration_manager' ? { ...next, act: 'open_identity' } : next, isOfSecret }
}
