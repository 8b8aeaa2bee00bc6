import type { ResponseOutcome, TransportCode, TransportOutcome } from '../apns/outcome'

/** What kept us from asking a company's API at all. */
export type CompanyApiCode = 'no_endpoint' | 'address_not_allowed' | 'bad_template'
export type ApnsCode = 'no_credential' | 'no_simulator'

/** What became of one request, to APNs or to a company's API. */
export type SendOutcome =
  | ResponseOutcome
  | (Omit<TransportOutcome, 'code'> & { code: TransportCode | CompanyApiCode | ApnsCode })

/** Request and answer as the log shows them: secrets are masked before they come here. */
export type Exchange = {
  request: { method: string; url: string; headers: Record<string, string>; body?: unknown }
  responseHeaders?: Record<string, string>
}

export type Sent = { outcome: SendOutcome; exchange: Exchange }
