import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

const clientId = 'pushdesk'
const code = 'a-code'

/** An OpenID Connect provider at which somebody is signed in already: it sends people straight back. */
export async function startOidcProvider() {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256', use: 'sig' }]
  let email = ''
  let nonce = ''
  let issuer = ''

  const idToken = () =>
    new SignJWT({ email, email_verified: true, nonce })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setSubject(`subject of ${email}`)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey)

  const answers: Record<string, (url: URL, response: ServerResponse) => unknown> = {
    '/.well-known/openid-configuration': (_, response) =>
      sendJson(response, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }),
    '/keys': (_, response) => sendJson(response, { keys }),
    '/authorize': ({ searchParams }, response) => {
      nonce = searchParams.get('nonce') ?? ''
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', searchParams.get('state') ?? '')
      response.writeHead(302, { location: back.href }).end()
    },
    '/token': async (_, response) =>
      sendJson(response, { access_token: 'none', token_type: 'Bearer', id_token: await idToken() }),
  }
  const server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '/', issuer)
    const answer = answers[url.pathname]
    if (answer) void answer(url, response)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider has no port')
  issuer = `http://127.0.0.1:${address.port}`
  return {
    variables: { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: clientId, AUTH_OIDC_SECRET: 'a secret of the test' },
    /** Whoever comes now is this person. */
    knows: (person: { email: string }) => {
      email = person.email
    },
    end: () => server.close(),
  }
}

function sendJson(response: ServerResponse, body: unknown) {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
