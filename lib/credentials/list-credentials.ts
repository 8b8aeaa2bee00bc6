import { credentialsOfEnvironment } from '@/db/queries/settings/credential-settings'
import { query } from '@/lib/command'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'

export type CredentialView = Awaited<ReturnType<typeof listCredentials>>[number]

/** The environment's APNs keys, active ones first, without the key itself. The first active one is in use. */
export const listCredentials = query('settings.read', inEnvironment({}), async ({ db, input }) => {
  const credentials = await credentialsOfEnvironment(db, { ...input, limit: listedMax.apnsKeys })
  const signing = credentials.find((credential) => !credential.revokedAt)
  return credentials.map((credential) => ({
    ...credential,
    isSigning: credential === signing,
    isSimulators: credential.verifiedAnswer === null,
  }))
})
