import { FilterChips } from '@/components/ui/filter-chips'
import type { FilterAudit } from '@/lib/audit/filters'
import { actionLabel, areaLabels } from '@/lib/audit/labels'
import { auditHref } from './audit-href'

type Named = { id: string; name: string }
type Props = { filters: FilterAudit; people: readonly Named[]; companies: readonly Named[] }

const words: Record<keyof FilterAudit, string> = {
  person: 'Person',
  action: 'Area',
  company: 'Company',
  subject: 'Subject',
  from: 'From',
  until: 'Until',
}

export function AuditChips({ filters, people, companies }: Props) {
  const nameOf = (id: string) => [...people, ...companies].find((one) => one.id === id)?.name ?? id
  const chips = Object.entries(filters).flatMap(([name, value]) =>
    value
      ? [
          {
            name: words[name as keyof FilterAudit],
            value: name === 'action' ? (areaLabels[value.slice(0, -1)] ?? actionLabel(value)) : nameOf(value),
            removeHref: auditHref({ ...filters, [name]: undefined }),
          },
        ]
      : [],
  )
  return <FilterChips chips={chips} clearHref={auditHref({})} />
}
