import { z } from 'zod'
import { announce } from '@/db/announce'
import { deleteEndpoint, lockEndpoint } from '@/db/queries/settings/endpoint-settings'
import { command } from '@/lib/command'
import { mustConfirm } from '@/lib/confirmation'
import { Refused } from '@/lib/errors'
import { inEnvironment } from '@/lib/scope'
import { endpointFacts } from './endpoint-facts'

/** `confirmation`: the endpoint's host, typed. */
export const RemoveEndpoint = inEnvironment({ confirmation: z.string().trim() })

export const removeEndpoint = command('endpoint.change', RemoveEndpoint, async ({ db, input }) => {
  const { environmentId, confirmation } = input
  const endpoint = await lockEndpoint(db, { environmentId })
  if (!endpoint) throw new Refused('not-found', 'This environment has no company API.')
  const { host } = new URL(endpoint.url)
  mustConfirm(confirmation, host, { message: 'The company API wasn’t removed.' })
  await deleteEndpoint(db, { environmentId })
  await announce(db, { kind: 'environment', environmentId })
  return {
    result: undefined,
    audit: {
      action: 'endpoint.remove',
      subject: { kind: 'company_endpoint', id: environmentId, name: host },
      before: endpointFacts(endpoint),
    },
  }
})
