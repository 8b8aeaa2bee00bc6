import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { waitForTurn } from '@/db/locks'
import { newId } from '@/db/new-id'
import { insertApp, insertEnvironments } from '@/db/queries/archive'
import { apnsServers } from '@/db/schema/companies'
import { environmentNames } from '@/db/schema/values'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { identitySecretPurpose } from '@/lib/identity/rotate-identity-secret'
import { inCompany } from '@/lib/scope'
import { encrypt } from '@/lib/secrets'
import { AppName, BundleId } from './names'
import { Slug } from './slug'
import { refuseTakenBundleId } from './taken-bundle-id'

export const CreateApp = inCompany({
  slug: Slug,
  name: AppName,
  bundleId: BundleId,
  /** For both environments. With Apple, pushes wait for an APNs key. */
  apnsServer: z.enum(apnsServers, 'Choose Apple or the simulator.').default('apple'),
})

/** Creates an app with both environments. Identity verification is on in production. */
export const createApp = command('app.create', CreateApp, async ({ db, input, scope }) => {
  const { companyId, slug, name, bundleId, apnsServer } = input
  await waitForTurn(db, 'bundleIds')
  await refuseTakenBundleId(db, { bundleId })
  const app = await insertApp(db, { companyId, slug, name, bundleId })
  if (!app)
    throw new Refused('conflict', 'The app wasn’t created.', {
      slug: ['Another app of this company has this slug. Choose another slug.'],
    })
  const environments = environmentNames.map((environmentName) => {
    const id = newId()
    const identitySecret = encrypt(randomBytes(32).toString('base64url'), identitySecretPurpose(id))
    const requiresIdentity = environmentName === 'production'
    return { id, appId: app.id, name: environmentName, apnsServer, requiresIdentity, identitySecret }
  })
  await insertEnvironments(db, environments)
  return {
    result: {
      ...app,
      path: `/${scope.companySlug}/${slug}`,
      environments: environments.map(({ id, name, requiresIdentity }) => ({ id, name, apnsServer, requiresIdentity })),
    },
    audit: { subject: { kind: 'app', id: app.id, name }, after: { slug, name, bundleId, apnsServer } },
  }
})
