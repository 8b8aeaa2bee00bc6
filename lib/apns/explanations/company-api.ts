import type { Explanation } from '../explanation'

const tellCompany = 'Tell the company’s developers, with the request and the answer of this attempt.'

const failed = (meaning: string, likelyCause: string, nextAction = tellCompany): Explanation => ({
  meaning,
  likelyCause,
  nextAction,
  nextActionFor: { support: 'Tell the integration manager: the company’s API refuses pushes.' },
  devicePolicy: 'keep',
  retry: 'no',
  fault: 'company',
})

const retried = (meaning: string, likelyCause: string): Explanation => ({
  meaning,
  likelyCause,
  nextAction: `Nothing: it is sent again with growing waits. If it lasts: ${tellCompany.charAt(0).toLowerCase()}${tellCompany.slice(1)}`,
  devicePolicy: 'keep',
  retry: 'later',
  fault: 'company',
})

/** Answers of a company's own API, by status, and what keeps us from asking it. */
export const companyApiReasons: Record<string, Explanation> = {
  http_400: failed(
    'The company’s API says that the request is wrong.',
    'The body template does not fit what the API expects.',
    'Compare the body template in Settings › Company API with the company’s description; “try it” shows the answer.',
  ),
  http_401: failed(
    'The company’s API refuses our credentials.',
    'The token or password was changed or has expired.',
    'Enter the new credentials in Settings › Company API.',
  ),
  http_403: failed(
    'The company’s API does not allow this.',
    'The credentials lack a right, or a firewall blocks our address.',
  ),
  http_404: failed(
    'The company’s API has nothing at this address.',
    'The URL is wrong or was moved.',
    'Correct the URL in Settings › Company API.',
  ),
  http_405: failed(
    'The company’s API does not take POST here.',
    'The URL is wrong.',
    'Correct the URL in Settings › Company API.',
  ),
  http_408: retried('The company’s API gave up waiting.', 'It is overloaded.'),
  http_409: failed('The company’s API reports a conflict.', 'It may have seen this message before.'),
  http_410: {
    ...failed(
      'The company’s API says that this address is gone.',
      'The customer removed the app or signed out.',
      'Ask the customer to open the app: it registers again by itself.',
    ),
    nextActionFor: {},
    devicePolicy: 'disable',
    fault: 'device',
  },
  http_413: failed('The company’s API finds the request too large.', 'The template or the payload is too long.'),
  http_422: failed(
    'The company’s API does not understand the contents.',
    'A field of the body template is missing or wrong.',
    'Compare the body template in Settings › Company API with the company’s description.',
  ),
  http_429: retried('The company’s API asks us to slow down.', 'Its rate limit.'),
  http_500: retried('The company’s API had an internal error.', 'A fault in the company’s system.'),
  http_502: retried('The company’s API was not reachable behind its gateway.', 'A restart or an outage there.'),
  http_503: retried('The company’s API is not available at the moment.', 'Maintenance or overload there.'),
  http_504: retried('The company’s API did not answer its own gateway in time.', 'Overload there.'),
  circuit_open: retried(
    'Not sent yet: the company’s API failed many times in a row and is given a rest.',
    'An outage there. One request now and then tries whether it is back.',
  ),
  no_endpoint: {
    ...failed(
      'No company API is configured, and this device can be reached only through one.',
      'The device was registered with a UUID.',
      'Enter the company’s API in Settings › Company API.',
    ),
    nextActionFor: { support: 'Tell the integration manager that this app has no company API.' },
    fault: 'environment',
  },
  address_not_allowed: failed(
    'Not sent: the company’s API resolves to a private address.',
    'The URL points into a private network.',
    'Use a public address, or have the operator allow the host (COMPANY_API_ALLOWED_HOSTS).',
  ),
  bad_template: failed(
    'Not sent: the body template gives no valid JSON.',
    'A placeholder in the template is misplaced.',
    'Correct the body template in Settings › Company API.',
  ),
}

export function explainHttpStatus(status: number): Explanation {
  if (status >= 500) return retried(`The company’s API answered ${status}.`, 'A fault in the company’s system.')
  if (status >= 400)
    return failed(`The company’s API answered ${status}.`, 'The request does not fit what the API expects.')
  if (status >= 300)
    return failed(
      `The company’s API answered ${status}: look elsewhere.`,
      'The URL was moved. Redirects are not followed, because they could lead anywhere.',
      'Enter the final URL in Settings › Company API.',
    )
  return failed(`The company’s API answered ${status}.`, 'An unusual answer.')
}
