import { makeCertificates } from '@/lib/apns/simulator/certificates'
import { clientCertificate } from '@/lib/company-api/testing/client-certificate'
import type { FaultPlace } from './place'
import { type FaultRow, none, onlyLost, waitingOf } from './row'

const ok = { status: 200 }
const prepare = (place: FaultPlace) => place.saveCompanyApi()

let authority: ReturnType<typeof makeCertificates> | undefined
async function certificateFor(days: number) {
  authority ??= makeCertificates()
  return clientCertificate(await authority, { days })
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
    affected: ({ customers, waiting, lost }) => waiting > 0 && customers === waiting && lost === 0,
    next: { who: 'integration_manager', sentence: /raise “Requests per second”/ },
    shownAfter: { seconds: 20, because: 'a queue is behind once its oldest delivery has waited 20 s' },
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
