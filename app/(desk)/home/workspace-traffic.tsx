'use client'

import { useState } from 'react'
import { Select } from '@/components/ui/form/select'
import { onDemand } from '@/components/ui/on-demand'
import { Skeleton } from '@/components/ui/skeleton'

const TrafficOf = onDemand(
  () => import('@/components/desk/traffic/traffic-section').then((loaded) => loaded.TrafficOf),
  () => <Skeleton className="h-56 w-full" />,
)

type Props = { companies: { id: string; name: string }[] }

/** Fetches nothing until it is opened. */
export function WorkspaceTraffic({ companies }: Props) {
  const [isOpen, setOpen] = useState(false)
  const [company, setCompany] = useState(all.value)
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="w-fit rounded-sm text-accent-text">Traffic</summary>
      {isOpen && (
        <section aria-label="Traffic" className="flex flex-col gap-5 border-b py-3">
          {companies.length > 1 && (
            <div className="max-w-80">
              <Select
                label="Company"
                value={company}
                onValueChange={setCompany}
                options={[all, ...companies.map(({ id, name }) => ({ value: id, label: name }))]}
              />
            </div>
          )}
          <TrafficOf place={company === all.value ? '' : `company=${company}`} />
        </section>
      )}
    </details>
  )
}

const all = { value: 'all', label: 'All companies' }
