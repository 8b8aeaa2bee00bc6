import type { Db } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import type { MachineContext } from '../context'
import { withKey } from './contexts'

/** A program's context in an environment of its own, as the gateway's key check makes it. */
export async function machineContext(
  db: Db,
  {
    kind = 'secret',
    userToken,
    ...given
  }: { kind?: 'secret' | 'publishable'; userToken?: string } & Parameters<typeof makeEnvironment>[1] = {},
): Promise<MachineContext> {
  const environment = await makeEnvironment(db, given)
  return withKey(db, { environmentId: environment.id, kind, userToken })
}
