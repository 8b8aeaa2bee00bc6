'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ColumnChooser } from '@/components/ui/column-chooser'
import { type DeviceColumn, deviceColumnLabels, deviceColumns, deviceColumnsCookie } from './columns'

export function DeviceColumns({ chosen: atFirst }: { chosen: DeviceColumn[] }) {
  const router = useRouter()
  const [chosen, setChosen] = useState(atFirst)
  return (
    <ColumnChooser
      columns={deviceColumns}
      words={deviceColumnLabels}
      cookie={deviceColumnsCookie}
      chosen={chosen}
      onChosen={(next) => {
        setChosen(next)
        router.refresh()
      }}
    />
  )
}
