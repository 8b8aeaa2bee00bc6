/** Every `code` of the public API, as listed in its documentation. */
export const codes = [
  { status: 400, code: 'invalid', meaning: 'The request has invalid fields. errors lists each one.' },
  {
    status: 400,
    code: 'confirmation_needed',
    meaning: 'The change must be confirmed. errors says what to send as `confirmation`.',
  },
  {
    status: 400,
    code: 'credential_refused',
    meaning: 'APNs rejects this key. detail says why, and nothing was saved.',
  },
  { status: 400, code: 'malformed_json', meaning: 'The body is empty or isn’t JSON.' },
  { status: 400, code: 'malformed_encoding', meaning: 'The body can’t be decoded as its Content-Encoding says.' },
  { status: 401, code: 'key_missing', meaning: 'The request has no API key.' },
  { status: 401, code: 'key_invalid', meaning: 'The key is unknown, expired, or revoked.' },
  {
    status: 401,
    code: 'identity_token_invalid',
    meaning: 'The User-Token is missing, expired, wrongly signed, or for another customer. detail names the fault.',
  },
  {
    status: 403,
    code: 'wrong_key_kind',
    meaning: 'A publishable key was used for a server call, or a secret key for an SDK call.',
  },
  {
    status: 403,
    code: 'approvals_held',
    meaning: 'An admin changed the approver’s account, so it can’t approve changes for 24 hours.',
  },
  { status: 404, code: 'not_found', meaning: 'No such object exists in the key’s environment.' },
  { status: 404, code: 'no_such_path', meaning: 'Nothing exists at this path.' },
  { status: 405, code: 'method_not_allowed', meaning: 'The path supports other methods. Allow lists them.' },
  { status: 409, code: 'id_reused', meaning: 'This ID was already used with different content.' },
  { status: 409, code: 'events_off', meaning: 'The environment doesn’t record events. Turn recording on first.' },
  {
    status: 409,
    code: 'newer_version',
    meaning: 'A newer version of Pushdesk saved this prompt. Update this server. Turning the prompt off still works.',
  },
  {
    status: 412,
    code: 'stale_revision',
    meaning:
      'The prompt has changed since the revision in `If-Match`. Read it again and apply your change to the current version.',
  },
  {
    status: 413,
    code: 'body_too_large',
    meaning: 'The body is larger than this call allows (64 KiB unless its description says otherwise).',
  },
  {
    status: 415,
    code: 'unsupported_media_type',
    meaning: 'The body isn’t application/json in UTF-8, or has an unknown Content-Encoding.',
  },
  { status: 428, code: 'if_match_missing', meaning: 'Send `If-Match` with the ETag of what you changed.' },
  {
    status: 429,
    code: 'rate_limited',
    meaning: 'The key’s rate limit is reached, or too many calls had invalid keys. Wait for Retry-After seconds.',
  },
  { status: 500, code: 'internal', meaning: 'Internal error. Include the requestId if you report it.' },
  {
    status: 503,
    code: 'jwks_unavailable',
    meaning: 'Pushdesk can’t read the company’s JWKS to verify the User-Token. Try again.',
  },
  {
    status: 503,
    code: 'apns_unreachable',
    meaning:
      'Pushdesk couldn’t reach APNs to verify the key, so it wasn’t saved. Try again, or send `isUnchecked: true`.',
  },
  { status: 503, code: 'unavailable', meaning: 'The database isn’t responding. Try again after `Retry-After`.' },
] as const
