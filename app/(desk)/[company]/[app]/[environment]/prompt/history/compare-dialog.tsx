'use client'

import { GitCompare } from 'lucide-react'
import { useState } from 'react'
import { failureWords } from '@/components/desk/desk-fetch'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { Dialog } from '@/components/ui/overlays/dialog'
import { toast } from '@/components/ui/overlays/toast'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { RevisionView } from '@/lib/prompts/list-revisions'
import { ChangeList } from './change-list'
import { comparedRevisions } from './history.query'

type Props = { input: PlaceInput; revision: RevisionView; latest: number }

/** Compares two revisions, from the older to the newer. */
export function CompareDialog({ input, revision, latest }: Props) {
  const [other, setOther] = useState(String(latest === revision.number ? Math.max(revision.number - 1, 0) : latest))
  const [compared, setCompared] = useState<Awaited<ReturnType<typeof comparedRevisions>>>()

  function compare(with_: string) {
    setOther(with_)
    const [from, to] = [Math.min(Number(with_), revision.number), Math.max(Number(with_), revision.number)]
    comparedRevisions({ ...input, from, to }).then(setCompared, (error: unknown) =>
      toast.failure('Couldn’t compare the revisions', { description: failureWords(error) }),
    )
  }

  const options = Array.from({ length: latest + 1 }, (_, number) => latest - number)
    .filter((number) => number !== revision.number)
    .map((number) => ({
      value: String(number),
      label: number === 0 ? 'Before the first revision' : `Revision ${number}`,
    }))
  return (
    <Dialog
      title={`Compare revision ${revision.number}`}
      isWide
      onOpenChange={(isOpen) => isOpen && compare(other)}
      trigger={
        <Button size="small" variant="ghost" icon={<GitCompare aria-hidden className="size-3.5" />}>
          Compare
        </Button>
      }
    >
      <Select label="Compare with" options={options} value={other} onValueChange={compare} className="w-48" />
      <p className="text-quiet">Changes from the older to the newer revision:</p>
      {compared ? <ChangeList changes={compared.changes} /> : <p className="text-faint">Comparing…</p>}
    </Dialog>
  )
}
