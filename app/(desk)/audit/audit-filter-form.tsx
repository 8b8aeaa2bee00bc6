'use client'

import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Combobox } from '@/components/ui/form/combobox'
import { Select } from '@/components/ui/form/select'
import { TextField } from '@/components/ui/form/text-field'
import type { FilterAudit } from '@/lib/audit/filters'
import { actionLabel, areaLabels } from '@/lib/audit/labels'
import { auditHref } from './audit-href'

type Named = { id: string; name: string }
type Props = { filters: FilterAudit; actors: readonly Named[]; companies: readonly Named[] }

const any = 'any'

export function AuditFilterForm({ filters, actors, companies }: Props) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const optionsOf = (named: readonly Named[]) => named.map(({ id, name }) => ({ value: id, label: name }))

  function filter(form: FormData) {
    const given = Object.fromEntries(
      [...form].map(([name, value]) => [name, value === any ? undefined : String(value)]),
    )
    startTransition(() => router.push(auditHref(given)))
  }

  return (
    <form
      action={filter}
      className="grid grid-cols-2 items-end gap-2 md:grid-cols-3 xl:grid-cols-[repeat(6,minmax(0,1fr))_auto]"
    >
      <Combobox
        label="Person or token"
        name="person"
        placeholder="Anyone"
        options={optionsOf(actors)}
        defaultValue={filters.person}
      />
      <Select
        label="Area"
        name="action"
        defaultValue={filters.action ?? any}
        options={[
          { value: any, label: 'All' },
          ...Object.entries(areaLabels).map(([area, label]) => ({ value: `${area}.`, label })),
          ...(filters.action && !(filters.action.slice(0, -1) in areaLabels)
            ? [{ value: filters.action, label: actionLabel(filters.action) }]
            : []),
        ]}
      />
      <Select
        label="Company"
        name="company"
        defaultValue={filters.company ?? any}
        options={[{ value: any, label: 'All' }, ...optionsOf(companies)]}
      />
      <TextField label="Subject" name="subject" placeholder="ID or name" defaultValue={filters.subject} />
      <TextField label="From (UTC)" name="from" type="date" max="9999-12-31" defaultValue={filters.from} />
      <TextField label="Until (UTC)" name="until" type="date" max="9999-12-31" defaultValue={filters.until} />
      <Button type="submit" isPending={isPending} className="max-md:col-span-2 md:justify-self-start">
        Filter
      </Button>
    </form>
  )
}
