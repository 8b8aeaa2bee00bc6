import type { Db } from '@/db/client'
import { makeApiKey, makeApp, makeEnvironment } from '@/db/factories'
import { type MachineContext, makeMachineContext } from '../context'

/** A program's context in an environment of its own, as the gateway's key check makes it. */
export async function machineContext(
  db: Db,
  { kind = 'secret', ...given }: { kind?: 'secret' | 'publishable' } & Parameters<typeof makeEnvironment>[1] = {},
): Promise<MachineContext> {
  const app = await makeApp(db)
  const environment = await makeEnvironment(db, { appId: app.id, ...given })
  const key = await makeApiKey(db, { environmentId: environment.id, kind })
  return makeMachineContext({
    db,
    requestId: 'test',
    ip: undefined,
    userToken: undefined,
    key: { id: key.id, kind, name: key.name },
    environment: {
      id: environment.id,
      name: environment.name,
      appId: app.id,
      companyId: app.companyId,
      bundleId: app.bundleId,
    },
  })
}
