import { vi } from 'vitest'
import { makeCertificates } from '@/lib/apns/simulator/certificates'
import { clientCertificate } from '@/lib/company-api/testing/client-certificate'
import type { CompanyRule } from '@/lib/company-api/testing/scripted-company'
import type { FaultPlace } from './place'
import { afterWaiting, areWaiting, type FaultRow, none, onlyLost, waitingOf } from './row'

const ok = { status: 200 }
const asked = { timeout: 60_000, interval: 300 }
const prepare = (place: FaultPlace) => place.saveCompanyApi()

let authority: ReturnType<typeof makeCertificates> | undefined
async function certificateFor(days: number) {
  authority ??= makeCertificates()
  return clientCertificate(await authority, { days })
}

function onePerSecond(): CompanyRule {
  let takenAt = 0
  return ({ at }) => {
    if (at - takenAt < 1_000) return { status: 429 }
    takenAt = at
    return ok
  }
}

/** Reports, as the company's push server does for each push that its API accepted, that APNs rejected it. */
async function reportFailures({ ask, sk, takenByCompany }: FaultPlace, count: number) {
  const ids = await vi.waitUntil(() => takenByCompany().length >= count && takenByCompany(), asked)
  const body = { state: 'failed', reason: 'InvalidProviderToken' }
  // A report is refused until Pushdesk has recorded the API's response.
  for (const id of ids)
    await vi.waitUntil(
      async () => (await ask('POST', `/api/v1/deliveries/${id}/outcome`, { key: sk.key, body })).status === 200,
      asked,
    )
}

/** Faults of a company's API and of the credentials for it. */
export const companyRows: FaultRow[] = [
  {
    name: 'a company API responds with 500 until Pushdesk pauses its requests',
    slug: 'company-failing',
    phones: 6,
    cause: 'company_api_failing',
    prepare,
    async begin(place) {
      place.companyAnswers({ status: 500 })
      await place.sendTo(6)
    },
    repair: async (place) => place.companyAnswers(ok),
    sentence: /The company API fail/,
    affected: waitingOf(6),
    next: { who: 'company', sentence: /repair its API/ },
  },
  {
    name: 'a company API takes requests, but never responds',
    slug: 'company-silent',
    phones: 4,
    cause: 'company_api_slow',
    prepare,
    async begin(place) {
      place.companyAnswers('never')
      await place.sendTo(4)
    },
    repair: async (place) => place.companyAnswers(ok),
    sentence: /got no response within 10 seconds/,
    affected: waitingOf(4),
    next: { who: 'company', sentence: /response time of its API/ },
  },
  {
    name: 'a company API rejects the credentials of Pushdesk',
    slug: 'company-credentials',
    phones: 8,
    cause: 'company_api_credentials_refused',
    prepare,
    async begin(place) {
      place.companyAnswers({ status: 401 })
      await place.sendTo(4)
    },
    async repair(place) {
      place.companyAnswers(ok)
      await place.saveCompanyApi({ auth: { kind: 'bearer', token: 'the new token' } })
      await place.sendTo(4)
    },
    sentence: /rejects Pushdesk’s credentials: 4 of 4 requests/,
    affected: onlyLost(4),
    next: { who: 'integration_manager', sentence: /credentials that its API expects/ },
  },
  {
    name: 'a company gets more messages than its settings allow a second',
    slug: 'company-limit',
    phones: 80,
    cause: 'queue_behind',
    prepare: (place) => place.saveCompanyApi({ ratePerSecondMax: 1 }),
    begin: (place) => place.sendTo(80),
    repair: (place) => place.saveCompanyApi({ ratePerSecondMax: null }),
    sentence: /The queue to the company API is behind: .* because the settings allow 1 request a second/,
    affected: areWaiting,
    next: { who: 'integration_manager', sentence: /raise “Requests per second”.* More workers don’t help/ },
    shownAfter: afterWaiting,
  },
  {
    name: 'a company API takes one request a second, and responds to the rest with 429',
    slug: 'company-busy',
    phones: 10,
    cause: 'queue_behind',
    prepare,
    async begin(place) {
      place.companyAnswers(onePerSecond())
      await place.sendTo(10, { each: 10 })
    },
    repair: async (place) => place.companyAnswers(ok),
    sentence:
      /behind: .* because the company API asks Pushdesk to slow down: it rejected \d+ of \d+ requests .* \(429\)/,
    affected: areWaiting,
    next: { who: 'company', sentence: /accept more requests a second.* More workers don’t help/ },
    shownAfter: afterWaiting,
  },
  {
    name: 'a company gets more messages than its settings allow at once',
    slug: 'company-concurrency',
    phones: 10,
    cause: 'queue_behind',
    prepare: (place) => place.saveCompanyApi({ concurrencyMax: 1 }),
    async begin(place) {
      place.companyAnswers({ status: 200, afterMs: 900 })
      await place.sendTo(10, { each: 10 })
    },
    repair: (place) => place.saveCompanyApi({ concurrencyMax: 512 }),
    sentence: /behind: .* because the settings allow 1 request at once, and a response takes \d+(\.\d)?m?s on average/,
    affected: areWaiting,
    next: { who: 'integration_manager', sentence: /raise “Requests at once”.* More workers don’t help/ },
    shownAfter: afterWaiting,
  },
  {
    name: 'a company reports that APNs rejected what its API had accepted',
    slug: 'company-reports',
    phones: 14,
    cause: 'company_api_failing',
    prepare,
    async begin(place) {
      await place.sendTo(6)
      await reportFailures(place, 6)
    },
    repair: (place) => place.sendTo(8, { each: 10 }),
    sentence: /The company API accepts, but the company reports that 6 of 6 notifications .* \(InvalidProviderToken\)/,
    affected: onlyLost(6),
    next: { who: 'company', sentence: /its push server and its APNs key/ },
  },
  {
    name: 'the client certificate for a company API ends tomorrow',
    slug: 'company-certificate',
    cause: 'client_certificate_expiring',
    prepare: async (place) => place.saveCompanyApi({ clientCertificate: await certificateFor(365) }),
    begin: async (place) => place.saveCompanyApi({ clientCertificate: await certificateFor(1) }),
    repair: async (place) => place.saveCompanyApi({ clientCertificate: await certificateFor(365) }),
    sentence: /certificate that Pushdesk shows the company API expires on/,
    affected: none,
    next: { who: 'integration_manager', sentence: /Get a new certificate from the company/ },
  },
]
