import { z } from 'zod'
import { announce } from '@/db/changes'
import { changeEnvironment, lockEnvironment } from '@/db/queries/environment-settings'
import { command } from '../command'
import { mustConfirmProduction } from '../confirmation'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'

export const ChangeIdentity = inEnvironment({
  /** Absent: as it is. */
  requiresIdentity: z.boolean().optional(),
  jwksUrl: z
    .union([
      z.literal('').transform(() => null),
      z.null(),
      z.url({ protocol: /^https$/, error: 'Enter a URL that begins with https://.' }).max(2_048),
    ])
    .optional(),
  /** The company's slug, typed to confirm turning it off in production, which lets anyone with the app register for any user ID. */
  confirmation: z.string().trim().optional(),
})

export const changeIdentity = command('identity.change', ChangeIdentity, async ({ db, input, scope }) => {
  const { environmentId, confirmation } = input
  const old = await lockEnvironment(db, { environmentId })
  if (!old) throw new Refused('not-found', 'This environment doesn’t exist.')
  const requiresIdentity = input.requiresIdentity ?? old.requiresIdentity
  const jwksUrl = input.jwksUrl === undefined ? old.identityJwksUrl : input.jwksUrl
  if (requiresIdentity === old.requiresIdentity && jwksUrl === old.identityJwksUrl)
    throw new Refused('conflict', `Nothing to save: ${stateWords(input, old)}.`)
  const isTurnedOff = old.requiresIdentity && !requiresIdentity
  if (isTurnedOff)
    mustConfirmProduction(scope, confirmation, {
      message: 'Identity verification is still on.',
      hint: (wanted) => `Type ${wanted} to turn it off in production.`,
    })
  await changeEnvironment(db, { environmentId, requiresIdentity, identityJwksUrl: jwksUrl })
  // Cached keys hold their environment's rules, so the key caches must drop them.
  await announce(db, { kind: 'keys', environmentId })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: undefined,
    audit: {
      subject: { kind: 'environment', id: environmentId, name: scope.environmentName },
      before: { requiresIdentity: old.requiresIdentity, jwksUrl: old.identityJwksUrl },
      after: { requiresIdentity, jwksUrl },
    },
  }
})

type Identity = { requiresIdentity: boolean; identityJwksUrl: string | null }

function stateWords({ jwksUrl }: z.output<typeof ChangeIdentity>, old: Identity) {
  if (jwksUrl !== undefined) return old.identityJwksUrl ? 'this address is already used' : 'no address is set'
  return `identity verification is already ${old.requiresIdentity ? 'on' : 'off'}`
}
