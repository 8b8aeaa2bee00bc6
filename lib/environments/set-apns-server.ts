import { z } from 'zod'
import { announce } from '@/db/announce'
import { credentialsOfEnvironment } from '@/db/queries/settings/credential-settings'
import { changeEnvironment, lockEnvironment } from '@/db/queries/settings/environment-settings'
import { apnsServers } from '@/db/schema/companies'
import { command } from '@/lib/command'
import { mustConfirmProduction } from '@/lib/confirmation'
import { resumeEnvironment } from '@/lib/deliveries/attempts/resume-environment'
import { Refused } from '@/lib/errors'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'

export const SetApnsServer = inEnvironment({
  apnsServer: z.enum(apnsServers, 'Choose Apple or the simulator.'),
  /** The company's slug, typed, because in production real phones start or stop getting pushes. */
  confirmation: z.string().trim().optional(),
})

const serverWords = { apple: 'Apple', simulator: 'the simulator' }

/** Sets whether the environment sends to Apple's APNs or to the built-in simulator. */
export const setApnsServer = command('credential.upload', SetApnsServer, async ({ db, input, scope }) => {
  const { environmentId, apnsServer, confirmation } = input
  const environment = await lockEnvironment(db, { environmentId })
  if (!environment) throw new Refused('not-found', 'This environment doesn’t exist.')
  if (environment.apnsServer === apnsServer)
    throw new Refused('conflict', `Nothing to save: this environment already sends to ${serverWords[apnsServer]}.`)
  mustConfirmProduction(scope, confirmation, { message: 'The APNs server wasn’t changed.' })
  const credentials = await credentialsOfEnvironment(db, { environmentId, limit: listedMax.apnsKeys })
  // A key without a response to its check was made for the simulator.
  if (apnsServer === 'apple' && !credentials.some((key) => !key.revokedAt && key.verifiedAnswer !== null))
    throw new Refused('conflict', 'Upload an APNs key first. Apple accepts nothing without one.')
  await changeEnvironment(db, { environmentId, apnsServer })
  await resumeEnvironment(db, { environmentId })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: undefined,
    audit: {
      action: 'environment.set_apns_server',
      subject: { kind: 'environment', id: environmentId, name: scope.environmentName },
      before: { apnsServer: environment.apnsServer, blockedReason: environment.blockedReason },
      after: { apnsServer },
    },
  }
})
