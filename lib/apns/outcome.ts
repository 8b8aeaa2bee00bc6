/** What became of one request. `response`: APNs answered. `transport`: no answer came. */
export type Outcome = ResponseOutcome | TransportOutcome

export type ResponseOutcome = {
  kind: 'response'
  status: number
  /** APNs's own word, or `apns_<status>` where the body named none. Absent on 200. */
  reason?: string
  apnsId?: string
  /** Sandbox only: the key for Apple's delivery log. */
  uniqueId?: string
  /** With 410 only: since when APNs knows that the token is dead. */
  timestamp?: Date
  retryAfterMs?: number
  body?: unknown
}

export type TransportOutcome = {
  kind: 'transport'
  /** `no`: surely not processed, safe to repeat. `unknown`: it may have been shown. */
  processed: 'no' | 'unknown'
  code: TransportCode
  /** The cause below it (`ECONNREFUSED`), for the log. */
  detail?: string
}

export type TransportCode =
  /** No answer within the request's time. */
  | 'timeout'
  /** The connection broke, or the stream was cancelled, while the answer was due. */
  | 'reset'
  /** The server went away and said that it may have processed this request. */
  | 'goaway'
  /** The peer stopped answering pings. */
  | 'dead_peer'
  /** No connection within the time a request may wait for one. */
  | 'connect_failed'
  /** TLS refused the server: wrong name, expired or unknown certificate. */
  | 'tls_failed'
  /** No provider token could be had. */
  | 'no_token'
  /** A connection was there, but no free stream in time. */
  | 'queue_timeout'
  /** More requests waiting than the transport holds. */
  | 'queue_full'
  /** Refused by the server before processing, again and again. */
  | 'refused_stream'
  /** It was not to go out any more when a stream was free for it. */
  | 'withdrawn'
  /** The transport was closed first. */
  | 'closed'

/** One push, as it goes to APNs. */
export type ApnsRequest = {
  /** Hex, any even length. */
  deviceToken: string
  /** The bundle id with the suffix of its push type: see topicFor. */
  topic: string
  /** `apns-id`: a lower-case UUID. */
  id: string
  pushType: string
  priority?: number | string
  /** Seconds since 1970; 0: one attempt, not stored. */
  expiration?: number | string
  /** At most 64 bytes. */
  collapseId?: string
  /** The JSON, encoded. */
  payload: Buffer
}
