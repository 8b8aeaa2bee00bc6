'use client'

import { Upload } from 'lucide-react'
import { useState } from 'react'
import type { Draft } from '@/app/(desk)/[company]/[app]/[environment]/prompt/use-draft'
import { Button } from '@/components/ui/button'
import { FieldErrorList } from '@/components/ui/form/field'
import { Select } from '@/components/ui/form/select'
import { onDemand } from '@/components/ui/on-demand'
import { Dialog } from '@/components/ui/overlays/dialog'
import { plural } from '@/lib/format/number'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'

const UploadList = onDemand(() => import('./upload-list').then((loaded) => loaded.UploadList))

type Props = {
  input: PlaceInput
  draft: Draft
  listId: string | undefined
  errors?: string[]
  onChoose: (listId: string) => void
}

/** Selects a customer list, or creates one from pasted text or a file. */
export function ListField({ input, draft, listId, errors, onChoose }: Props) {
  const { lists } = draft.shown
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-start gap-2">
        {lists.length > 0 && (
          <Select
            label="List"
            isLabelHidden
            className="min-w-40 flex-1"
            placeholder="Choose a list"
            value={listId}
            options={lists.map(({ id, name, size }) => ({
              value: id,
              label: name,
              hint: plural(size, 'customer'),
            }))}
            onValueChange={onChoose}
          />
        )}
        <Dialog
          isWide
          title="New customer list"
          description="Paste IDs, one per line or separated by commas, or choose a file. A list holds up to 100,000 IDs and can’t be changed later. To replace it, upload a new one."
          open={isOpen}
          onOpenChange={setOpen}
          trigger={
            <Button
              icon={<Upload aria-hidden className="size-3.5" />}
              size="medium"
              onPointerEnter={() => void UploadList.preload()}
              onFocus={() => void UploadList.preload()}
            >
              New list
            </Button>
          }
        >
          <UploadList
            input={input}
            onUploaded={(list) => {
              draft.change((content) => ({ ...content, lists: [...content.lists, list] }))
              onChoose(list.id)
              setOpen(false)
            }}
          />
        </Dialog>
      </div>
      {errors && <FieldErrorList id="list-error" errors={errors} />}
    </div>
  )
}
