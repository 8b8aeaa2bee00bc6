import type { Explanation } from './explanation'

const tellCompany = 'Tell the company’s developers, with the request and the response of this attempt.'

const failed = (meaning: string, likelyCause: string, nextAction = tellCompany): Explanation => ({
  meaning,
  likelyCause,
  nextAction,
  nextActionFor: { support: 'Tell the integration manager that the company API rejected this push.' },
  ...(nextAction !== tellCompany && { isOfSettings: true }),
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'company',
})

const retried = (meaning: string, likelyCause: string): Explanation => ({
  meaning,
  likelyCause,
  nextAction: tellCompany,
  devicePolicy: 'keep',
  retry: 'later',
  fault: 'company',
})

/** Company API responses by status, and the reasons why Pushdesk didn't call it. */
export const companyApiReasons: Record<string, Explanation> = {
  http_400: failed(
    'The company API rejected the request as malformed.',
    'The body template doesn’t match what the API expects.',
    'Compare the body template in Settings › Company API with the company’s description; “Send test request” shows the response.',
  ),
  http_401: failed(
    'The company API rejected the credentials.',
    'The token or password was changed or had expired.',
    'Enter the new credentials in Settings › Company API.',
  ),
  http_403: failed(
    'The company API didn’t allow this.',
    'The credentials lack a permission, or a firewall blocks Pushdesk’s address.',
  ),
  http_404: failed(
    'The company API has nothing at this URL.',
    'The URL was wrong or had moved.',
    'Correct the URL in Settings › Company API.',
  ),
  http_405: failed(
    'The company API doesn’t accept POST at this URL.',
    'The URL was wrong.',
    'Correct the URL in Settings › Company API.',
  ),
  http_408: retried('The company API gave up waiting.', 'It was overloaded.'),
  http_409: failed('The company API reported a conflict.', 'It may have received this notification before.'),
  http_410: {
    ...failed(
      'The company API reported that this device address no longer exists.',
      'The customer removed the app or signed out.',
    ),
    nextAction: null,
    nextActionFor: {},
    isRemediedByDevice: true,
    devicePolicy: 'disable',
    fault: 'device',
  },
  http_413: failed('The company API found the request too large.', 'The template or the payload was too long.'),
  http_422: failed(
    'The company API didn’t understand the contents.',
    'A field of the body template was missing or wrong.',
    'Compare the body template in Settings › Company API with the company’s description.',
  ),
  // The lane adapts to the company's rate by itself, so longer waits per delivery would only add delay.
  http_429: { ...retried('The company API asked Pushdesk to slow down.', 'Its rate limit.'), waitMsMax: 30_000 },
  http_500: retried('The company API had an internal error.', 'An error in the company’s system.'),
  http_502: retried('The company API wasn’t reachable behind its gateway.', 'A restart or an outage there.'),
  http_503: retried('The company API wasn’t available.', 'Maintenance or overload there.'),
  http_504: retried('The company API didn’t respond to its own gateway in time.', 'Overload there.'),
  circuit_open: {
    ...retried(
      'Not sent: the company API failed several times in a row, so requests were paused.',
      'An outage in the company’s system.',
    ),
    present: 'The company API failed several times in a row, so requests are paused.',
  },
  no_endpoint: {
    ...failed(
      'No company API was configured, and this device can be reached only through one.',
      'The device was registered with a UUID.',
      'Configure the company API in Settings › Company API.',
    ),
    present: 'No company API is configured, and this device can be reached only through one.',
    nextActionFor: { support: 'Tell the integration manager that this app has no company API.' },
    fault: 'environment',
  },
  address_not_allowed: {
    ...failed(
      'Not sent: Pushdesk refuses to call private addresses, and the company API’s URL led to one.',
      'The URL pointed into a private network.',
      'Use a public address, or have the operator allow the host (COMPANY_API_ALLOWED_HOSTS).',
    ),
    nextActionFor: {
      support:
        'Tell the integration manager that Pushdesk refuses to call the company API, because its address is private.',
    },
  },
  access_token_rejected: {
    ...retried(
      'Not sent: the company’s token URL rejected Pushdesk’s client ID, secret, or scope.',
      'The client secret was changed or had expired.',
    ),
    nextAction: 'Enter the new client secret in Settings › Company API.',
    nextActionFor: { support: 'Tell the integration manager that the company’s token URL rejects the client secret.' },
  },
  access_token_unavailable: {
    ...retried(
      'Not sent: the company’s token URL gave no access token.',
      'An outage of the company’s authorization server, or a wrong token URL.',
    ),
    nextAction: 'Tell the company’s developers that its token URL gives no token to Pushdesk.',
  },
  bad_template: {
    ...failed(
      'Not sent: the body template didn’t produce valid JSON.',
      'A placeholder in the template was misplaced.',
      'Correct the body template in Settings › Company API.',
    ),
    nextActionFor: {
      support: 'Tell the integration manager that the body template of the company API doesn’t produce valid JSON.',
    },
  },
}

export function explainHttpStatus(status: number): Explanation {
  if (status >= 500) return retried(`The company API responded with ${status}.`, 'An error in the company’s system.')
  if (status >= 400)
    return failed(`The company API responded with ${status}.`, 'The request didn’t match what the API expects.')
  if (status >= 300)
    return failed(
      `The company API responded with ${status}, a redirect.`,
      'The URL was moved. Pushdesk doesn’t follow redirects.',
      'Enter the final URL in Settings › Company API.',
    )
  return failed(`The company API responded with ${status}.`, 'An unusual response.')
}
