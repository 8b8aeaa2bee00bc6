import { insertCompany } from '@/db/queries/archive'
import { command } from '@/lib/command'
import { Refused } from '@/lib/errors'
import { onPlatform } from '@/lib/scope'
import { companyFacts } from './company-facts'
import { CompanyName } from './names'
import { Slug } from './slug'

export const CreateCompany = onPlatform({ slug: Slug, name: CompanyName })

/** Creates a company without apps. Throws if the slug is taken, even by an archived company. */
export const createCompany = command('company.create', CreateCompany, async ({ db, staff, input: { slug, name } }) => {
  const company = await insertCompany(db, { slug, name })
  if (!company)
    throw new Refused('conflict', 'The company wasn’t created.', {
      slug: ['Another company has this slug. Choose another slug.'],
    })
  return {
    result: companyFacts(company, staff),
    audit: { subject: { kind: 'company', id: company.id, name }, after: { slug, name } },
  }
})
