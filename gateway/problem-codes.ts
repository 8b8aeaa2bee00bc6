/** Every `code` of the public API, as the documentation lists them. */
export const codes = [
  { status: 400, code: 'invalid', meaning: 'Fields are wrong; errors names each.' },
  { status: 400, code: 'malformed_json', meaning: 'The body is empty or not JSON.' },
  { status: 400, code: 'malformed_encoding', meaning: 'The body isn’t what its Content-Encoding says.' },
  { status: 401, code: 'key_missing', meaning: 'No API key was sent.' },
  { status: 401, code: 'key_invalid', meaning: 'The key is unknown, expired or revoked.' },
  {
    status: 401,
    code: 'identity_token_invalid',
    meaning: 'The User-Token is missing, expired, badly signed or another customer’s.',
  },
  {
    status: 403,
    code: 'wrong_key_kind',
    meaning: 'A publishable key on a server’s call, or a secret key on an app’s.',
  },
  { status: 404, code: 'not_found', meaning: 'There is no such object in the key’s environment.' },
  { status: 404, code: 'no_such_path', meaning: 'There is nothing at this path.' },
  { status: 405, code: 'method_not_allowed', meaning: 'The path takes other methods; Allow names them.' },
  { status: 409, code: 'id_reused', meaning: 'The id was used before, for another content.' },
  { status: 413, code: 'body_too_large', meaning: 'The body has more than 64 KiB.' },
  {
    status: 415,
    code: 'unsupported_media_type',
    meaning: 'The body isn’t application/json in UTF-8, or has an unknown Content-Encoding.',
  },
  {
    status: 429,
    code: 'rate_limited',
    meaning: 'More calls than the key’s rate, or too many wrong keys; wait for Retry-After seconds.',
  },
  { status: 500, code: 'internal', meaning: 'Our fault; name the requestId.' },
  {
    status: 503,
    code: 'jwks_unavailable',
    meaning: 'The company’s JWKS cannot be read, so that the User-Token cannot be checked; try again.',
  },
  { status: 503, code: 'unavailable', meaning: 'The database does not answer; try again.' },
] as const
