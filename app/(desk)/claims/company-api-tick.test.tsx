import { describe } from 'vitest'
import { EndpointItem } from '@/app/(desk)/[company]/[app]/[environment]/overview/health-list'
import { endpointStateOf } from '@/lib/company-api/endpoint-state'
import { checkClaims, minutesAgo, now } from './claim'

type Given = Parameters<typeof endpointStateOf>[0]
const endpoint: Given['endpoint'] = { failuresInRow: 0, openUntil: null, updatedAt: minutesAgo(60) }
const push: NonNullable<Given['last']> = {
  state: 'accepted',
  reason: null,
  createdAt: minutesAgo(5),
  endedAt: minutesAgo(5),
}

function companyApi({
  isRefused = false,
  last,
  ...given
}: Partial<Given['endpoint']> & Partial<Omit<Given, 'endpoint'>>) {
  const shown = { ...endpoint, ...given, url: 'https://push.example.com/x', usedFor: 'uuid' as const }
  const state = endpointStateOf({ endpoint: shown, isRefused, last, now })
  return <EndpointItem health={{ endpoint: { ...shown, state } }} />
}

describe('the company API’s tick on the overview', () =>
  checkClaims([
    {
      claim: 'OK',
      falseWhen: 'it never responded',
      shown: companyApi({}),
      says: /\[Not set up\].*hasn’t responded/,
      neverSays: /\[OK\]/,
    },
    {
      claim: 'OK',
      falseWhen: 'Pushdesk refuses to call it',
      shown: companyApi({ isRefused: true, last: push }),
      says: /\[Needs attention\].*doesn’t call it/,
    },
    {
      claim: 'OK',
      falseWhen: 'its name resolves to a private address',
      shown: companyApi({ last: { ...push, state: 'failed', reason: 'address_not_allowed' } }),
      says: /\[Needs attention\].*doesn’t call it/,
    },
    {
      claim: 'OK',
      falseWhen: 'it rejects our credentials',
      shown: companyApi({ last: { ...push, state: 'failed', reason: 'http_401' } }),
      says: /\[Needs attention\].*rejected.*HTTP 401/,
    },
    {
      claim: 'OK',
      falseWhen: 'its last requests failed',
      shown: companyApi({ failuresInRow: 2, last: push }),
      says: /\[Needs attention\].*last 2 requests failed/,
    },
    {
      claim: 'OK',
      falseWhen: 'requests are paused',
      shown: companyApi({ failuresInRow: 5, openUntil: new Date(now.getTime() + 60_000), last: push }),
      says: /\[Needs attention\].*paused after 5 failures/,
    },
    {
      claim: 'Accepted a push',
      falseWhen: 'that was an earlier address',
      shown: companyApi({ last: { ...push, createdAt: minutesAgo(90) } }),
      says: /hasn’t responded/,
      neverSays: /\[OK\]|Accepted/,
    },
    {
      claim: 'Needs attention',
      falseWhen: 'a 410 said that one device is gone, which is a sound answer',
      shown: companyApi({ last: { ...push, state: 'failed', reason: 'http_410' } }),
      says: /\[OK\]/,
    },
  ]))
