import { z } from 'zod'
import { announce } from '@/db/changes'
import { deleteEndpoint, lockEndpoint } from '@/db/queries/endpoint-settings'
import { command } from '../command'
import { mustConfirm } from '../confirmation'
import { Refused } from '../errors'
import { inEnvironment } from '../scope'
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
