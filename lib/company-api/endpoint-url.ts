import { z } from 'zod'

/** The URL of a company API, or of the server that issues its tokens. */
export const EndpointUrl = z
  .url({ protocol: /^https?$/, error: 'Enter a URL that begins with https://.' })
  .max(2_048, 'This is too long.')
  .refine((text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''), {
    error: 'Remove the username and password from the URL. Enter them under Authentication instead.',
  })
