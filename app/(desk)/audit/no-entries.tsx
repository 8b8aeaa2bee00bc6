import { ButtonLink } from '@/components/ui/button-link'
import { EmptyState } from '@/components/ui/empty-state'
import { auditHref } from './audit-href'

export function NoEntries({ hasFilters }: { hasFilters: boolean }) {
  if (hasFilters)
    return (
      <EmptyState title="No entries match" action={<ButtonLink href={auditHref({})}>Clear filters</ButtonLink>}>
        Change or clear the filters to see other entries.
      </EmptyState>
    )
  return <EmptyState title="No entries yet">Changes, reveals, tests, and exports appear here.</EmptyState>
}
