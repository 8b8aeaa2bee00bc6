import type { Route } from 'next'
import { forPage } from '@/app/_server/doors'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { workspace } from '@/lib/companies/workspace'

export default async function HomePage() {
  const companies = await forPage((ctx) => workspace(ctx, {}))
  return (
    <>
      <PageHeader title="Companies" />
      {companies
        .flatMap((company) => company.apps)
        .flatMap((app) => app.environments)
        .map((environment) => (
          <TextLink key={environment.id} href={`${environment.path}/overview` as Route}>
            {environment.path}
          </TextLink>
        ))}
    </>
  )
}
