export const authLabels = {
  none: 'None',
  bearer: 'Bearer token',
  basic: 'Username and password',
  headers: 'Custom headers',
  body: 'Token in the body',
  oauth2: 'OAuth 2.0 client credentials',
} as const
