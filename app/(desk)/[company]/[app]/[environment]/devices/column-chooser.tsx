'use client'

import { Columns3 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Popover } from '@/components/ui/popover'
import { columnsCookie, columnWords, type DeviceColumn, deviceColumns } from './columns'

const yearSeconds = 31_536_000

/** Kept in a cookie, so that the server's first answer has the right columns already. */
export function ColumnChooser({ chosen: atFirst }: { chosen: DeviceColumn[] }) {
  const router = useRouter()
  const [chosen, setChosen] = useState(atFirst)

  function toggle(column: DeviceColumn, isOn: boolean) {
    const next = deviceColumns.filter((one) => (one === column ? isOn : chosen.includes(one)))
    setChosen(next)
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
    document.cookie = `${columnsCookie}=${next.join('.')}; path=/; max-age=${yearSeconds}; samesite=lax`
    router.refresh()
  }

  return (
    <Popover
      align="end"
      title="Columns"
      trigger={<Button icon={<Columns3 aria-hidden className="size-3.5" />}>Columns</Button>}
    >
      <div className="flex flex-col gap-2">
        {deviceColumns.map((column) => (
          <Checkbox
            key={column}
            label={columnWords[column]}
            checked={chosen.includes(column)}
            onCheckedChange={(isOn) => toggle(column, isOn)}
          />
        ))}
      </div>
    </Popover>
  )
}
