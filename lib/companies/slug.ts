import { z } from 'zod'
import { slugLengthMax } from './slug-of'

/** The first path segments of dashboard URLs, and `platform`, whose file isn’t a company’s. */
const taken = new Set([
  ...[
    '_next',
    'account',
    'api',
    'audit',
    'case',
    'channels',
    'companies',
    'csp-report',
    'forgot-password',
    'healthz',
    'incidents',
    'invitation',
    'metrics',
  ],
  ...['ofrep', 'platform', 'prompt', 'readyz', 'second-factor', 'sign-in', 'sign-out', 'simulator', 'team'],
])

/** A URL path segment: `northwind-bank`. */
export const Slug = z
  .string()
  .trim()
  .max(slugLengthMax, `At most ${slugLengthMax} characters.`)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lowercase letters, digits, and single hyphens, as in northwind-bank.')
  .refine((slug) => !taken.has(slug), 'Pushdesk uses this word itself. Choose another one.')
