import { z } from 'zod'

/** First parts of addresses that are the dashboard's own. */
const taken = new Set([
  ...['_next', 'account', 'api', 'audit', 'channels', 'companies', 'healthz', 'incidents', 'invitation', 'metrics'],
  ...['ofrep', 'prompt', 'readyz', 'sign-in', 'sign-out', 'simulator', 'team'],
])
const lengthMax = 40

/** A part of an address: `northwind-bank`. */
export const Slug = z
  .string()
  .trim()
  .max(lengthMax, `At most ${lengthMax} characters.`)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lowercase letters, digits, and single hyphens, as in northwind-bank.')
  .refine((slug) => !taken.has(slug), 'Pushdesk uses this word in its own addresses. Choose another one.')

/** Made from a name: `Müller & Söhne` → `muller-sohne`. Empty where the name has no Latin letter or digit. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, lengthMax)
    .replace(/^-+|-+$/g, '')
}
