import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRemoteJWKSet, exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import Provider, { interactionPolicy } from 'oidc-provider'

const clientId = 'pushdesk'
const clientSecret = 'a secret of the test, long enough for every algorithm'
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const seconds = 3_600

type Telling = { backchannelLogout: (subject: string, sid: string) => Promise<void> }

type Person = {
  email: string
  groups?: string[]
  /** When the person last authenticated, in Unix seconds; now by default. */
  authenticatedAt?: number
}

/** Starts a real OpenID Connect provider on loopback. One person at a time is signed in, so it redirects at once. */
export async function startOidcProvider() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), kid: 'k', alg: 'RS256', use: 'sig' }
  let person: Person = { email: 'no one' }
  let answer = (_: IncomingMessage, response: ServerResponse): unknown => response.writeHead(503).end()
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider has no port')
  const issuer = `http://127.0.0.1:${address.port}`
  let provider: Provider | undefined

  /** Sets the URL of the provider's only client. */
  function serves(url: string) {
    const made = new Provider(issuer, {
      clients: [
        {
          client_id: clientId,
          client_secret: clientSecret,
          redirect_uris: [`${url}/api/auth/callback/oidc`],
          backchannel_logout_uri: `${url}/api/auth/backchannel-logout`,
          backchannel_logout_session_required: true,
          require_auth_time: true,
        },
      ],
      jwks: { keys: [key] },
      cookies: { keys: ['a key of the test'] },
      claims: { openid: ['sub', 'groups'], email: ['email', 'email_verified'], profile: [] },
      conformIdTokenClaims: false,
      features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: false } },
      ttl: { Interaction: seconds, Grant: seconds, Session: seconds, AccessToken: seconds, IdToken: seconds },
      interactions: { url: (_, { uid }) => `/interaction/${uid}`, policy: asWhoIsThere(() => person) },
      findAccount: (_, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, email: person.email, email_verified: true, groups: person.groups }),
      }),
      async loadExistingGrant({ oidc }) {
        const grant = new made.Grant({ clientId, accountId: oidc.session?.accountId })
        grant.addOIDCScope('openid email profile')
        await grant.save()
        return grant
      },
    })
    provider = made
    const answerItself = made.callback()
    answer = (request, response) =>
      request.url?.startsWith('/interaction/')
        ? made.interactionFinished(request, response, {
            login: { accountId: subjectOf(person), ts: person.authenticatedAt },
          })
        : answerItself(request, response)
  }

  return {
    variables: { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: clientId, AUTH_OIDC_SECRET: clientSecret },
    issuer,
    serves,
    /** Sets the person who signs in from now on. */
    knows: (known: Person) => {
      person = known
    },
    /** Ends the person’s session at the provider, which then notifies its client. */
    async logsOut({ sub, sid }: JWTPayload) {
      // The provider does the same when a browser ends the session. Its types omit this method.
      const client = (await provider?.Client.find(clientId)) as unknown as Telling | undefined
      if (!client) throw new Error('the provider serves no one yet')
      await client.backchannelLogout(String(sub), String(sid))
    },
    /** Signs a logout token with the provider's real key and any claims that a test adds. */
    signs: (claims: JWTPayload, typ = 'logout+jwt') =>
      new SignJWT({ events: { [logoutEvent]: {} }, iss: issuer, aud: clientId, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'k', typ })
        .sign(privateKey),
    signsIn: (url: string) => idTokenOf({ issuer, url }),
    end: () => server.close(),
  }
}

const subjectOf = ({ email }: Person) => `subject of ${email}`

/** Signs a browser in again if its session belongs to another person. */
function asWhoIsThere(who: () => Person) {
  const policy = interactionPolicy.base()
  const isOther = new interactionPolicy.Check('other_person', 'someone else is there', ({ oidc }) => {
    const known = oidc.session?.accountId
    return known !== undefined && known !== subjectOf(who())
  })
  policy.get('login')?.checks.add(isOther)
  return policy
}

/** Runs the authorization code flow as browser and client. Returns the claims of the verified ID token. */
async function idTokenOf({ issuer, url }: { issuer: string; url: string }): Promise<JWTPayload> {
  const jar = new Map<string, string>()
  const redirectUri = `${url}/api/auth/callback/oidc`
  const asked = { client_id: clientId, response_type: 'code', scope: 'openid email profile', redirect_uri: redirectUri }
  let at = `${issuer}/auth?${new URLSearchParams({ ...asked, nonce: 'n', ...challenge })}`
  while (!at.startsWith(redirectUri)) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const { headers, status } = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      jar.set(name, value)
    }
    const location = headers.get('location')
    if (!location) throw new Error(`the provider answered ${status} at ${at}`)
    at = new URL(location, at).href
  }
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${encodeURIComponent(clientSecret)}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(at).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  })
  const { id_token: token }: { id_token: string } = await answer.json()
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  return (await jwtVerify(token, keys, { issuer, audience: clientId })).payload
}

/** The example values from RFC 7636, appendix B. */
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }
