import type { Db } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import type { ApiKeyKind } from '@/db/schema/credentials'
import type { MachineContext } from '@/lib/context'
import { withKey } from './contexts'

/** A program's context in a new environment. */
export async function machineContext(
  db: Db,
  { kind = 'secret', ...given }: { kind?: ApiKeyKind } & Parameters<typeof makeEnvironment>[1] = {},
): Promise<MachineContext> {
  const environment = await makeEnvironment(db, given)
  return withKey(db, { environmentId: environment.id, kind })
}
